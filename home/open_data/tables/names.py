"""人物、机构、行动档案、主题: whom and what the commitments speak of."""

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from initiatives.asking import Asked
from initiatives.enums import InitiativeStatus, OrganisationKind, PartnerRole
from initiatives.models import (
    Commitment,
    InitiativePage,
    Membership,
    Organisation,
    Partner,
    Person,
    Topic,
)
from initiatives.subjects import SUBJECTS
from portal.addresses import absolute_url

from ..columns import Column, Kind, Table
from .finding import first_of_each, how_many, if_live, pairs, second_of_each, to_local

__all__ = ["INITIATIVES", "ORGANISATIONS", "PEOPLE", "TOPICS"]


def _made(link: str) -> Column:
    """How much of the ledger leads to a row."""
    made = how_many(Commitment.objects.public().filter(**{link: OuterRef("pk")}), link)
    return Column(
        "commitments",
        "承诺项数",
        "公开的承诺，不论如今怎样，也不论筛选。",
        Kind.INTEGER,
        made,
        is_required=True,
    )


def _led_to(link: str) -> Callable[[QuerySet, Asked], QuerySet]:
    """Those that the commitments lead to; with none in particular, those that made none as well."""

    def those(rows: QuerySet, asked: Asked) -> QuerySet:
        if asked.is_everything:
            return rows
        return rows.filter(pk__in=asked.commitments.order_by().values(link))

    return those


def person_address(slug: str) -> str:
    return absolute_url(reverse("person_detail", args=[slug]))


def organisation_address(slug: str) -> str:
    return absolute_url(reverse("organisation_detail", args=[slug]))


def initiative_address(slug: str) -> str:
    return absolute_url(SUBJECTS["initiatives"].page.format(slug))


def topic_address(slug: str) -> str:
    return absolute_url(SUBJECTS["topics"].page.format(slug))


def _associations() -> Subquery:
    of_this = Membership.objects.public().filter(member=OuterRef("pk"), until__isnull=True)
    return pairs(of_this, "member", "association__slug", "association__name")


def _leads() -> Subquery:
    leading = Partner.objects.filter(
        page=OuterRef("pk"), role=PartnerRole.LEAD, organisation__live=True
    )
    return pairs(leading, "page", "organisation__slug", "organisation__name")


def _of_initiative() -> Subquery:
    links = InitiativePage.topics.through.objects.filter(initiativepage=OuterRef("pk"))
    return pairs(links, "initiativepage", "topic__slug", "topic__name")


ASSOCIATIONS, LEADS, TOPICS_OF_INITIATIVE = _associations(), _leads(), _of_initiative()
PUBLISHED = Column("published_at", "刊出时间", "", Kind.MOMENT, "last_published_at", to_local)

PEOPLE = Table(
    name="people",
    title="人物",
    about="说话和写文章的人。",
    model=Person,
    public=lambda: Person.objects.public(),
    asked=_led_to("speaker"),
    order=("slug",),
    columns=(
        Column("slug", "代号", "网址里的名字；合并或改动后旧网址仍会转到新的。", is_required=True),
        Column("url", "网址", "", Kind.ADDRESS, "slug", person_address, is_required=True),
        Column("name", "姓名", is_required=True),
        Column("pinyin", "拼音", "按它排序。"),
        Column("title", "现任职务", "不含单位；说话当日的职务见承诺表。"),
        Column(
            "organisation",
            "所在机构代号",
            "机构表的 slug。",
            source=if_live("organisation", "slug"),
            refers_to=("organisations", "slug"),
        ),
        Column("organisation_name", "所在机构", source=if_live("organisation", "name")),
        Column("biography", "简介"),
        _made("speaker"),
        PUBLISHED,
    ),
)

ORGANISATIONS = Table(
    name="organisations",
    title="机构",
    about="部门、区县、企业、协会、院所、媒体。",
    model=Organisation,
    public=lambda: Organisation.objects.public(),
    asked=_led_to("organisation"),
    order=("slug",),
    columns=(
        Column("slug", "代号", "网址里的名字；合并或改动后旧网址仍会转到新的。", is_required=True),
        Column("url", "网址", "", Kind.ADDRESS, "slug", organisation_address, is_required=True),
        Column("name", "全称", is_required=True),
        Column("short_name", "简称"),
        Column("pinyin", "拼音", "按它排序。"),
        Column("kind", "类别", choices=dict(OrganisationKind.choices), is_required=True),
        Column("description", "简介"),
        Column("website", "网站", "", Kind.ADDRESS),
        Column(
            "associations",
            "所属协会代号",
            "登记了、未退会的；机构表的 slug。",
            Kind.WORDS,
            ASSOCIATIONS,
            first_of_each,
        ),
        Column("association_names", "所属协会", "", Kind.WORDS, ASSOCIATIONS, second_of_each),
        _made("organisation"),
        PUBLISHED,
    ),
)

INITIATIVES = Table(
    name="initiatives",
    title="行动档案",
    about="规划、方案、试点、项目。",
    model=InitiativePage,
    public=lambda: InitiativePage.objects.visible(),
    asked=_led_to("initiatives"),
    order=("slug",),
    columns=(
        Column("slug", "代号", "网址里的名字。", is_required=True),
        Column("url", "网址", "", Kind.ADDRESS, "slug", initiative_address, is_required=True),
        Column("title", "名称", is_required=True),
        Column("summary", "一句话说明", is_required=True),
        Column("status", "状态", choices=dict(InitiativeStatus.choices), is_required=True),
        Column("starts_on", "开始日期", kind=Kind.DATE),
        Column("ends_on", "结束日期", kind=Kind.DATE),
        Column("period_text", "时间说明", "原文的说法。"),
        Column("leads", "牵头单位代号", "机构表的 slug。", Kind.WORDS, LEADS, first_of_each),
        Column("lead_names", "牵头单位", "", Kind.WORDS, LEADS, second_of_each),
        Column(
            "topics", "主题代号", "主题表的 slug。", Kind.WORDS, TOPICS_OF_INITIATIVE, first_of_each
        ),
        Column("topic_names", "主题", "", Kind.WORDS, TOPICS_OF_INITIATIVE, second_of_each),
        _made("initiatives"),
        PUBLISHED,
    ),
)

TOPICS = Table(
    name="topics",
    title="主题",
    about="贯穿各处的标签。",
    model=Topic,
    public=lambda: Topic.objects.all(),
    asked=_led_to("topics"),
    order=("slug",),
    columns=(
        Column("slug", "代号", "网址里的名字。", is_required=True),
        Column(
            "url",
            "网址",
            "承诺簿里的这一主题。",
            Kind.ADDRESS,
            "slug",
            topic_address,
            is_required=True,
        ),
        Column("name", "名称", is_required=True),
        Column("description", "说明"),
        _made("topics"),
    ),
)
