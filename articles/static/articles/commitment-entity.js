/* The toolbar button 承诺: mark the selected sentence, look at a mark, change or remove it. */
(() => {
  const { React, DraftJS, draftail, wagtail } = window;
  if (!draftail || draftail.commitmentEntity) return;
  draftail.commitmentEntity = true;

  const h = React.createElement;
  const LONGEST_QUOTE = 500;
  const details = new Map();

  /* crypto.randomUUID exists on https only; editors may work on plain http in the newsroom. */
  const newMark = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [8, 12, 16, 20, 32]
      .map((end, index, ends) => hex.slice(index ? ends[index - 1] : 0, end))
      .join("-");
  };

  const say = (text) =>
    document.dispatchEvent(
      new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "warning" } }),
    );

  const valueOf = (form, name) => form?.querySelector(`[name="${name}"]`)?.value || "";

  /* Who speaks: the statement's own speaker; in a signed column the only author. */
  const speakerBeside = (form, input) => {
    const sibling = input.name.endsWith("-text")
      ? valueOf(form, input.name.replace(/-text$/, "-speaker"))
      : "";
    if (sibling) return sibling;
    const authors = appearances(form).filter((row) => row.role === "author");
    return authors.length === 1 ? authors[0].person : "";
  };

  const appearances = (form) =>
    Array.from(form.querySelectorAll('[name^="appearances-"][name$="-person"]'))
      .map((field) => field.name.replace(/-person$/, ""))
      .filter((prefix) => valueOf(form, `${prefix}-DELETE`) === "")
      .map((prefix) => ({
        person: valueOf(form, `${prefix}-person`),
        role: valueOf(form, `${prefix}-role`),
        title: valueOf(form, `${prefix}-title`),
        organisation: valueOf(form, `${prefix}-organisation`),
      }));

  /* What the article's form already says about this sentence. */
  const known = (node, quote) => {
    const input = node
      ?.closest("[data-draftail-editor-wrapper]")
      ?.parentNode.querySelector(':scope > input[type="hidden"]');
    const form = input?.form;
    if (!form) return { quote };
    const speaker = speakerBeside(form, input);
    const row = appearances(form).find((one) => one.person && one.person === speaker);
    return {
      quote,
      speaker,
      speaker_title: row?.title || "",
      organisation: row?.organisation || "",
      said_on: valueOf(form, "edition_date"),
    };
  };

  class CommitmentSource extends draftail.ModalWorkflowSource {
    componentDidMount() {
      const { editorState, entity } = this.props;
      const selection = editorState.getSelection();
      if (!entity && selection.isCollapsed()) {
        say("请先选中一句话，再点“承诺”。");
        this.props.onClose();
        return;
      }
      const { length } = this.selectedText();
      if (length > LONGEST_QUOTE) {
        say(`选中了 ${length} 字。一项承诺只标一句话，最多 ${LONGEST_QUOTE} 字。`);
        this.props.onClose();
        return;
      }
      super.componentDidMount();
    }

    /* Blocks are parted by nothing: a sentence broken by Enter is still one sentence. */
    selectedText() {
      const { editorState } = this.props;
      const selection = editorState.getSelection();
      const content = editorState.getCurrentContent();
      const first = selection.getStartKey();
      const last = selection.getEndKey();
      let text = "";
      for (let key = first; key; key = key === last ? null : content.getKeyAfter(key)) {
        const block = content.getBlockForKey(key).getText();
        text += block.slice(
          key === first ? selection.getStartOffset() : 0,
          key === last ? selection.getEndOffset() : block.length,
        );
      }
      return text.trim();
    }

    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.commitmentChooser,
        urlParams: known(this.node, this.selectedText()),
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    /* The same commitment keeps its permalink; another commitment is another mark. */
    onChosen(chosen) {
      const { editorState, entity, entityType, onComplete } = this.props;
      const before = entity?.getData();
      const mark = before?.id === chosen.id && before.mark ? before.mark : newMark();
      details.set(chosen.id, Promise.resolve(chosen));
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", {
          id: chosen.id,
          mark,
          details: chosen.details_url,
        });
      const marked = DraftJS.RichUtils.toggleLink(
        editorState,
        editorState.getSelection(),
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(marked);
    }

    /* An anchor in the page, to find the form that this editor belongs to. */
    render() {
      return h("span", { hidden: true, ref: (node) => { this.node = node; } });
    }
  }

  /* What the tooltip says; asked once per commitment and page load. */
  const detailsOf = ({ id, details: url }) => {
    if (!details.has(id)) {
      const answer = url
        ? fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } })
            .then((response) => (response.ok ? response.json() : null))
            .then((json) => json?.result || null)
            .catch(() => null)
        : Promise.resolve(null);
      details.set(id, answer);
    }
    return details.get(id);
  };

  class CommitmentMark extends draftail.TooltipEntity {
    openTooltip(event) {
      super.openTooltip(event);
      const { contentState, entityKey } = this.props;
      detailsOf(contentState.getEntity(entityKey).getData()).then((commitment) =>
        this.setState({ commitment }),
      );
    }

    renderTooltip() {
      const { showTooltipAt, commitment } = this.state;
      const { Portal } = wagtail.components;
      const loading = commitment === undefined;
      return h(
        Portal,
        {
          node: showTooltipAt.container,
          onClose: this.closeTooltip,
          closeOnClick: true,
          closeOnType: true,
          closeOnResize: true,
        },
        h(
          draftail.Tooltip,
          { target: showTooltipAt, direction: "top" },
          h(
            "div",
            { className: "commitment-tooltip" },
            loading && h("p", null, "正在读取……"),
            !loading && !commitment && h("p", null, "这项承诺已不存在，请更换或移除标记。"),
            commitment && h("p", { className: "commitment-tooltip__code" }, commitment.code,
              " · ", commitment.verdict, commitment.live ? "" : " · 草稿，读者尚看不到"),
            commitment && h("p", null, commitment.summary),
            h(
              "p",
              { className: "commitment-tooltip__actions" },
              commitment?.edit_url &&
                h(
                  "a",
                  { href: commitment.edit_url, target: "_blank", rel: "noreferrer" },
                  "查看",
                ),
              h(
                "button",
                { type: "button", className: "button button-small", onClick: this.onEdit },
                "更换",
              ),
              h(
                "button",
                {
                  type: "button",
                  className: "button button-small button-secondary no",
                  onClick: this.onRemove,
                },
                "移除",
              ),
            ),
          ),
        ),
      );
    }

    render() {
      const { contentState, entityKey, children } = this.props;
      const { mark } = contentState.getEntity(entityKey).getData();
      return h(
        "a",
        {
          role: "button",
          className: "TooltipEntity commitment-mark",
          onMouseUp: this.openTooltip,
          title: "已标为承诺，点击查看",
          "data-draftail-trigger": true,
          "data-commitment-mark": mark,
        },
        h(wagtail.components.Icon, { name: "commitment", className: "TooltipEntity__icon" }),
        children,
        this.state.showTooltipAt && this.renderTooltip(),
      );
    }
  }

  draftail.registerPlugin(
    { type: "COMMITMENT", source: CommitmentSource, decorator: CommitmentMark },
    "entityTypes",
  );
})();
