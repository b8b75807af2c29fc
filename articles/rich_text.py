"""The inline entity 承诺 of the rich-text editor: what it stores, shows and refers to."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from initiatives.models import Commitment

from .marks import LINKTYPE, parse_mark

__all__ = ["CommitmentLinkHandler", "register_commitment_feature"]

FEATURE = "commitment"
ENTITY = "COMMITMENT"


class CommitmentLinkHandler(LinkHandler):
    """A marked sentence wherever rich text is shown without the reader's own renderer."""

    identifier = LINKTYPE

    @staticmethod
    def get_model() -> type[Commitment]:
        return Commitment

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Opening tags for many marks in one query; no link to what a reader may not see."""
        marks = [parse_mark(attrs) for attrs in attrs_list]
        wanted = {mark[1] for mark in marks if mark}
        addresses = {
            commitment.pk: commitment.get_absolute_url()
            for commitment in Commitment.objects.public().filter(pk__in=wanted).only("code")
        }
        return [
            format_html('<a class="pledge" href="{}">', addresses[mark[1]])
            if mark and mark[1] in addresses
            else "<a>"
            for mark in marks
        ]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]):
        """Let the reference index know who is marked, so that usage and deletion see it."""
        mark = parse_mark(attrs)
        if mark:
            yield Commitment, str(mark[1]), "", ""


class CommitmentElementHandler(InlineEntityElementHandler):
    """From the stored `<a>` to the editor. Details are fetched when the mark is clicked."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        mark = parse_mark(attrs)
        if not mark:
            return {}
        uuid, key = mark
        return {
            "id": str(key),
            "mark": str(uuid),
            "details": reverse("mark_chooser:chosen", args=[key]),
        }


def commitment_entity(props: dict[str, Any]):
    """From the editor to the stored `<a>`; an entity without a valid mark becomes plain text."""
    attrs = {
        "linktype": LINKTYPE,
        "id": str(props.get("id") or ""),
        "mark": str(props.get("mark") or ""),
    }
    if not parse_mark(attrs):
        return props["children"]
    return DOM.create_element("a", attrs, props["children"])


def register_commitment_feature(features: FeatureRegistry) -> None:
    """Make `commitment` a feature that any rich text may name."""
    features.register_link_type(CommitmentLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "commitment",
                "description": "承诺：把选中的一句话标为承诺",
                "attributes": ["id", "mark", "details"],
                # A sentence moved with cut and paste keeps its mark; copies are told apart on save.
                "allowlist": {"mark": "^[0-9a-f-]{36}$"},
                "chooserUrls": {"commitmentChooser": reverse_lazy("mark_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "articles/commitment-entity.js"],
            css={"all": ["articles/commitment-entity.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINKTYPE}"]': CommitmentElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: commitment_entity}},
        },
    )
