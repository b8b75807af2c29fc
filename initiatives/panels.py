"""How an editor's forms are laid out; one constant for each model."""

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from portal.forms import PinyinSlugInput

from .forms import CommitmentChooser, ContactForm, OwnReportForm
from .permissions import can_propose_assessment

__all__ = [
    "ASSESSMENT_FORM",
    "COMMITMENT_FORM",
    "CONTACT_FORM",
    "ORGANISATION_FORM",
    "PERSON_FORM",
    "PROGRESS_REPORT_FORM",
    "REPLY_FORM",
    "TOPIC_FORM",
]

RECENT_ASSESSMENTS = RECENT_CONTACTS = 5


class StandingPanel(Panel):
    """How a commitment stands now, who was asked about it, and the way to a new assessment."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "initiatives/admin/standing_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            assessments = self.instance.assessments.select_related("proposed_by", "approved_by")
            contacts = self.instance.contacts.select_related("recorded_by")
            user = self.request.user
            return {
                **super().get_context_data(parent_context),
                "commitment": self.instance,
                "assessments": assessments[:RECENT_ASSESSMENTS],
                "reply_count": self.instance.replies.count(),
                "can_propose": can_propose_assessment(user),
                "contacts": contacts[:RECENT_CONTACTS],
                "can_read_contacts": user.has_perm("initiatives.view_contact"),
                "can_follow_up": user.has_perm("initiatives.change_commitment"),
                "can_add_contact": user.has_perm("initiatives.add_contact"),
            }


PERSON_FORM = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("title"), FieldPanel("organisation")]),
            ],
            heading="姓名与职务",
            help_text="这里写现任职务；每篇稿件里另记当天的职务，以后升迁不影响旧稿。",
        ),
        MultiFieldPanel([FieldPanel("portrait"), FieldPanel("biography")], heading="头像与简介"),
        MultiFieldPanel(
            [FieldPanel("pinyin"), FieldPanel("slug", widget=PinyinSlugInput)],
            heading="拼音与网址",
            help_text="都可以留空，保存时自动生成。",
        ),
    ]
)

ORGANISATION_FORM = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
            ],
            heading="名称与类别",
            help_text="全称用于查找和正式场合；简称用于表格和职务前。",
        ),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("website"), FieldPanel("logo")],
            heading="简介",
        ),
        InlinePanel(
            "memberships",
            heading="会员",
            label="会员",
            help_text="只有协会才填：哪些机构是它的会员。",
            panels=[
                FieldPanel("member"),
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
            ],
        ),
        MultiFieldPanel(
            [FieldPanel("pinyin"), FieldPanel("slug", widget=PinyinSlugInput)],
            heading="拼音与网址",
            help_text="都可以留空，保存时自动生成。",
        ),
    ]
)

TOPIC_FORM = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel("pinyin"), FieldPanel("slug", widget=PinyinSlugInput)],
            heading="拼音与网址",
            help_text="都可以留空，保存时自动生成。",
        ),
    ]
)

COMMITMENT_FORM = TabbedInterface(
    [
        ObjectList(
            [
                StandingPanel(heading="现状"),
                MultiFieldPanel(
                    [FieldPanel("summary"), FieldPanel("quote"), FieldPanel("note")],
                    heading="说了什么",
                    help_text="原话照录。出处由文章里的标记自动记下，不在这里填写。",
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("speaker"),
                        FieldRowPanel([FieldPanel("speaker_title"), FieldPanel("said_on")]),
                        FieldPanel("organisation"),
                    ],
                    heading="谁、何时",
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("deadline_text"),
                        FieldRowPanel([FieldPanel("deadline"), FieldPanel("deadline_precision")]),
                    ],
                    heading="期限",
                    help_text="没有说期限的：日期留空，精度选“无”。",
                ),
            ],
            heading="承诺",
        ),
        ObjectList(
            [
                FieldPanel("kind"),
                MultiFieldPanel(
                    [
                        FieldPanel("number_text"),
                        FieldPanel("metric"),
                        FieldRowPanel(
                            [FieldPanel("comparator"), FieldPanel("target"), FieldPanel("unit")]
                        ),
                        FieldPanel("accumulates"),
                    ],
                    heading="目标数字",
                    help_text="至多一个数字；一句话里有两个数字，记成两项承诺。",
                ),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_on")])],
                    heading="起点",
                    help_text="知道起点才能画进度；起点值与日期要一起填。",
                ),
            ],
            heading="数字",
        ),
        ObjectList(
            [
                FieldPanel("initiatives"),
                FieldPanel("topics"),
                FieldPanel("supersedes", widget=CommitmentChooser),
            ],
            heading="归类与前后说法",
        ),
    ]
)

EVIDENCE_PANELS = [
    FieldRowPanel([FieldPanel("level"), FieldPanel("supports")]),
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("publisher"), FieldPanel("published_on")]),
    FieldPanel("url"),
    FieldRowPanel([FieldPanel("archive_url"), FieldPanel("archived_on")]),
    FieldPanel("note"),
]

ASSESSMENT_FORM = ObjectList(
    [
        HelpPanel(
            content=(
                "<p>判定提出后由另一位编辑核准才生效，“未兑现”“停滞”须由主编核准。"
                "发布后不能修改或删除，只能再提新的判定。</p>"
                "<p>判“未兑现”之前：期限须已过，并已在“回应”中登记请承诺方回应的日期。</p>"
            )
        ),
        FieldPanel("commitment", widget=CommitmentChooser),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("verdict"), FieldPanel("fulfilled_on")])],
            heading="判定",
        ),
        FieldPanel("reason", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("would_change", widget=forms.Textarea(attrs={"rows": 2})),
        InlinePanel(
            "evidence",
            heading="依据",
            label="依据",
            min_num=1,
            help_text="至少一条。等级从高到低：官方数据、第三方审计、编辑部核实、协会汇总、会员自报。",
            panels=EVIDENCE_PANELS,
        ),
    ]
)

REPLY_FORM = ObjectList(
    [
        FieldPanel("commitment", widget=CommitmentChooser),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("invited_on"), FieldPanel("channel")])],
            heading="请其回应",
            help_text="请承诺方回应的日期；判“未兑现”之前必须有这一条。",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("replied_on"), FieldPanel("responder")]),
                FieldPanel("text"),
            ],
            heading="对方的回应",
            help_text="还没有回应时都留空；有回应时日期和原话一起填。",
        ),
    ]
)

CONTACT_FORM = ObjectList(
    [
        FieldPanel("commitment", widget=CommitmentChooser),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contacted_on"), FieldPanel("channel")]),
                FieldRowPanel([FieldPanel("whom"), FieldPanel("outcome")]),
                FieldPanel("note", widget=forms.Textarea(attrs={"rows": 3})),
            ],
            heading="联系",
            help_text="每联系一次记一条，没有回音也记。只供编辑部看，不公开；"
            "对方要公开刊出的答复，另在“回应”里登记。",
        ),
    ],
    base_form_class=ContactForm,
)

PROGRESS_REPORT_FORM = ObjectList(
    [
        HelpPanel(
            content=(
                "<p>在这里登记编辑部自己查到的进展，保存即公开，不改变判定。"
                "协会报来的进展在“会员申报”里审核。</p>"
            )
        ),
        FieldPanel("commitment", widget=CommitmentChooser),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("as_of"), FieldPanel("value")]),
                FieldPanel("note"),
                FieldPanel("source_url"),
            ],
            heading="进展",
            help_text="数值和说明至少填一项。",
        ),
        MultiFieldPanel(
            [
                FieldPanel("reporter"),
                FieldPanel("verified"),
                FieldPanel("verification", widget=forms.Textarea(attrs={"rows": 2})),
                FieldPanel("verification_url"),
            ],
            heading="谁说的、凭什么核实的",
            help_text="核实过的写明依据；没有核实的写明是哪家单位说的，公开时标为“会员自报”。",
        ),
    ],
    base_form_class=OwnReportForm,
)
