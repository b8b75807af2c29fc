"""People, organisations and topics in the editors' admin."""

from django.db.models import Count, QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from ..filters import OrganisationFilterSet, PersonFilterSet
from ..models import Organisation, Person, Topic
from ..panels import ORGANISATION_FORM, PERSON_FORM, TOPIC_FORM
from .listing import PlainSearch, StatusColumn, chooser_of

__all__ = ["OrganisationViewSet", "PersonViewSet", "TopicViewSet"]

PERSON_FIELDS = ("name", "title", "organisation__name", "organisation__short_name")
PERSON_SOUNDS = ("pinyin", "organisation__pinyin")
ORGANISATION_FIELDS = ("name", "short_name")
TOPIC_FIELDS = ("name", "description")
SOUNDS = ("pinyin",)


class PersonIndexView(PlainSearch, IndexView):
    text_fields, pinyin_fields = PERSON_FIELDS, PERSON_SOUNDS


class OrganisationIndexView(PlainSearch, IndexView):
    text_fields, pinyin_fields = ORGANISATION_FIELDS, SOUNDS


class TopicIndexView(PlainSearch, IndexView):
    text_fields, pinyin_fields = TOPIC_FIELDS, SOUNDS


class PersonViewSet(SnippetViewSet):
    """Everyone who speaks or writes, in the order of pinyin."""

    model = Person
    icon = "user"
    menu_label = "人物"
    menu_order = 140
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PersonIndexView
    filterset_class = PersonFilterSet
    edit_handler = PERSON_FORM
    ordering = ["pinyin", "pk"]
    list_display = [
        "name",
        "title",
        Column(
            "organisation", label="机构", accessor="organisation", sort_key="organisation__pinyin"
        ),
        Column(
            "commitments", label="承诺", accessor="commitment_count", sort_key="commitment_count"
        ),
        Column("pinyin", label="拼音", sort_key="pinyin"),
        StatusColumn("live", label="状态", sort_key="live"),
    ]
    chooser_viewset_class = chooser_of(
        found_in=PERSON_FIELDS,
        sounds_in=PERSON_SOUNDS,
        shown=[
            Column("post", label="职务", accessor="title"),
            Column("organisation", label="机构"),
        ],
        hint="姓名、拼音（wangzhijie、wzj）、职务、机构",
        related=("organisation",),
    )

    def get_queryset(self, request) -> QuerySet[Person]:
        return Person.objects.select_related("organisation").annotate(
            commitment_count=Count("commitments")
        )


class OrganisationViewSet(SnippetViewSet):
    """Departments, districts, companies, associations, institutes, media."""

    model = Organisation
    icon = "group"
    menu_label = "机构"
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = OrganisationIndexView
    filterset_class = OrganisationFilterSet
    edit_handler = ORGANISATION_FORM
    ordering = ["pinyin", "pk"]
    list_display = [
        "name",
        "short_name",
        "kind",
        Column(
            "commitments", label="承诺", accessor="commitment_count", sort_key="commitment_count"
        ),
        Column("pinyin", label="拼音", sort_key="pinyin"),
        StatusColumn("live", label="状态", sort_key="live"),
    ]
    chooser_viewset_class = chooser_of(
        found_in=ORGANISATION_FIELDS,
        sounds_in=SOUNDS,
        shown=[
            Column("short_name", label="简称"),
            Column("kind", label="类别", accessor="get_kind_display"),
        ],
        hint="全称、简称、拼音",
    )

    def get_queryset(self, request) -> QuerySet[Organisation]:
        return Organisation.objects.annotate(commitment_count=Count("commitments"))


class TopicViewSet(SnippetViewSet):
    """Cross-cutting tags."""

    model = Topic
    icon = "tag"
    menu_label = "主题"
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TopicIndexView
    edit_handler = TOPIC_FORM
    ordering = ["pinyin", "pk"]
    list_display = [
        "name",
        "description",
        Column(
            "commitments", label="承诺", accessor="commitment_count", sort_key="commitment_count"
        ),
    ]
    chooser_viewset_class = chooser_of(
        found_in=TOPIC_FIELDS,
        sounds_in=SOUNDS,
        shown=[Column("description", label="说明")],
        hint="名称、拼音",
    )

    def get_queryset(self, request) -> QuerySet[Topic]:
        return Topic.objects.annotate(commitment_count=Count("commitments"))
