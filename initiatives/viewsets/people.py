"""People, organisations and topics in the editors' admin."""

from django.db.models import Count, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from ..filters import OrganisationFilterSet, PersonFilterSet
from ..models import Mergeable, Organisation, Person, Topic
from ..panels import ORGANISATION_FORM, PERSON_FORM, TOPIC_FORM
from .listing import PlainSearch, StatusColumn, chooser_of
from .merging import MergeButtons

__all__ = ["OrganisationViewSet", "PersonViewSet", "TopicViewSet"]

PERSON_FIELDS = ("name", "title", "organisation__name", "organisation__short_name")
PERSON_SOUNDS = ("pinyin", "organisation__pinyin")
ORGANISATION_FIELDS = ("name", "short_name")
TOPIC_FIELDS = ("name", "description")
SOUNDS = ("pinyin",)


class MergeableEditView(MergeButtons, EditView):
    """With the way to merge what turns out to be there twice."""

    @cached_property
    def header_more_buttons(self) -> list:
        return [*super().header_more_buttons, *self.merge_buttons(self.object)]


class MergeableIndexView(MergeButtons, PlainSearch, IndexView):
    """The same for each row, and the list of what was merged."""

    @cached_property
    def header_more_buttons(self) -> list:
        return [*super().header_more_buttons, *self.merge_buttons(None)]

    def get_list_more_buttons(self, instance: Mergeable) -> list:
        return [*super().get_list_more_buttons(instance), *self.merge_buttons(instance)]


class PersonIndexView(MergeableIndexView):
    text_fields, pinyin_fields = PERSON_FIELDS, PERSON_SOUNDS


class OrganisationIndexView(MergeableIndexView):
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
    edit_view_class = MergeableEditView
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
        people = Person.objects.on_record().for_listing()
        return people.annotate(commitment_count=Count("commitments"))


class OrganisationViewSet(SnippetViewSet):
    """Departments, districts, companies, associations, institutes, media."""

    model = Organisation
    icon = "group"
    menu_label = "机构"
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = OrganisationIndexView
    edit_view_class = MergeableEditView
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
        organisations = Organisation.objects.on_record()
        return organisations.annotate(commitment_count=Count("commitments"))


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
