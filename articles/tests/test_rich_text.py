"""The entity 承诺 in the rich-text editor, and the dialog behind its button."""

import json
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

from ..marks import find_marks

UUID_TEXT = "11111111-2222-4333-8444-555555555555"
CHOOSE = "mark_chooser:choose"


def marked(text: str, key: object = 7, uuid: object = UUID_TEXT) -> str:
    return f'<a linktype="commitment" id="{key}" mark="{uuid}">{text}</a>'


def converter() -> ContentstateConverter:
    return ContentstateConverter(settings.PARAGRAPH_FEATURES)


def round_trip(html: str) -> str:
    return converter().to_database_format(converter().from_database_format(html))


def test_the_editor_receives_the_mark_as_an_entity():
    state = json.loads(converter().from_database_format(f"<p>前{marked('我们')}后</p>"))
    (entity,) = state["entityMap"].values()
    assert (entity["type"], entity["mutability"]) == ("COMMITMENT", "MUTABLE")
    assert (entity["data"]["id"], entity["data"]["mark"]) == ("7", UUID_TEXT)


def test_saving_unchanged_text_keeps_the_mark():
    (found,) = find_marks(round_trip(f"<p>前{marked('我们<b>将</b>建成')}后</p>"))
    assert (found.uuid, found.commitment_id, found.text) == (UUID(UUID_TEXT), 7, "我们将建成")


def test_a_mark_stored_badly_becomes_plain_text():
    html = round_trip(f"<p>前{marked('我们', key='x')}后</p>")
    assert "<a" not in html
    assert "前我们后" in html


@given(
    st.lists(
        st.tuples(
            st.text("我们将在二〇二七年建成，x&<", min_size=1, max_size=9),
            st.integers(1, 10**12),
            st.uuids(),
        ),
        max_size=5,
    )
)
def test_marks_survive_the_editor(marks):
    html = "".join(
        f"<p>前{marked(text.replace('&', '&amp;').replace('<', '&lt;'), key, uuid)}后</p>"
        for text, key, uuid in marks
    )
    assert [(one.text, one.commitment_id, one.uuid) for one in find_marks(round_trip(html))] == (
        marks
    )


@pytest.mark.django_db
class TestExpanding:
    def test_many_marks_cost_one_query(self, django_assert_num_queries):
        commitments = CommitmentFactory.create_batch(5)
        html = "".join(marked("句", one.pk) for one in commitments)
        with django_assert_num_queries(1):
            shown = expand_db_html(html)
        for one in commitments:
            assert f'<a class="pledge" href="{one.get_absolute_url()}">' in shown

    def test_no_link_to_a_draft_or_to_nothing(self):
        draft = CommitmentFactory(live=False)
        shown = expand_db_html(marked("草", draft.pk) + marked("无", 999999) + marked("坏", "x"))
        assert shown == "<a>草</a><a>无</a><a>坏</a>"


@pytest.fixture
def signed_in(client):
    """Log in as a member of one of the newsroom's groups."""

    def as_member_of(group: str):
        client.force_login(UserFactory(group=group))
        return client

    return as_member_of


def filled_in(**values) -> dict:
    return {
        "quote": "到2027年，产量超百万辆。",
        "summary": "产量超百万辆",
        "speaker": PersonFactory().pk,
        "said_on": "2025-09-28",
        "kind": "milestone",
        "deadline_precision": "none",
        **values,
    }


@pytest.mark.django_db
class TestDialog:
    def test_an_editor_creates_a_published_commitment(self, signed_in):
        answer = signed_in("编辑").post(reverse("mark_chooser:create"), filled_in()).json()
        commitment = Commitment.objects.get()
        assert commitment.live
        assert answer["step"] == "chosen"
        assert answer["result"]["code"] == commitment.code

    def test_a_reporter_creates_a_draft(self, signed_in):
        answer = signed_in("记者").post(reverse("mark_chooser:create"), filled_in()).json()
        assert answer["result"]["live"] is False
        assert not Commitment.objects.get().live
        assert Commitment.objects.get().latest_revision

    def test_an_association_is_refused(self, signed_in):
        response = signed_in("协会").post(reverse("mark_chooser:create"), filled_in())
        assert response.status_code in (302, 403)
        assert not Commitment.objects.exists()

    def test_an_anonymous_visitor_is_refused(self, client):
        response = client.post(reverse("mark_chooser:create"), filled_in())
        assert response.url.startswith(reverse("wagtailadmin_login"))
        assert not Commitment.objects.exists()

    def test_errors_are_shown_in_chinese_beside_what_was_written(self, signed_in):
        form = filled_in(kind="number", quote="")
        answer = signed_in("编辑").post(reverse("mark_chooser:create"), form).json()
        assert answer["step"] == "reshow_creation_form"
        assert "类型为“数量指标”时要填目标值。" in answer["htmlFragment"]
        assert "产量超百万辆" in answer["htmlFragment"]

    def test_the_form_is_filled_from_the_article(self, signed_in):
        speaker = PersonFactory()
        html = (
            signed_in("编辑")
            .get(
                reverse(CHOOSE),
                {
                    "quote": "到2027年，产量超百万辆。",
                    "speaker": speaker.pk,
                    "speaker_title": "当日的职务",
                    "said_on": "2025-09-29",
                },
            )
            .json()["html"]
        )
        assert "到2027年，产量超百万辆。</textarea>" in html
        assert f'<option value="{speaker.pk}" selected>' in html
        assert f'<option value="{speaker.organisation_id}" selected>' in html
        assert 'value="当日的职务"' in html
        assert 'value="2025-09-29"' in html

    def test_without_a_title_of_that_day_the_present_one_is_offered(self, signed_in):
        speaker = PersonFactory(title="现任职务")
        html = signed_in("编辑").get(reverse(CHOOSE), {"speaker": speaker.pk}).json()["html"]
        assert 'value="现任职务"' in html

    @pytest.mark.parametrize("query", ["C-2025", "百万", "王志杰", "wangzhijie", "产量 wzj"])
    def test_a_commitment_is_found_by_any_of_its_words(self, signed_in, query):
        CommitmentFactory()
        wanted = CommitmentFactory(summary="产量超百万辆", speaker=PersonFactory(name="王志杰"))
        address = reverse("mark_chooser:choose_results")
        shown = signed_in("编辑").get(address, {"q": query}).content.decode()
        assert wanted.summary in shown

    def test_a_search_without_result_says_so(self, signed_in):
        CommitmentFactory()
        address = reverse("mark_chooser:choose_results")
        shown = signed_in("编辑").get(address, {"q": "没有这样的话"}).content.decode()
        assert "没有找到" in shown

    def test_the_list_costs_the_same_for_two_and_for_twenty(
        self, signed_in, django_assert_max_num_queries
    ):
        editor = signed_in("编辑")
        counts = []
        for number in (2, 8):
            CommitmentFactory.create_batch(number)
            editor.get(reverse("mark_chooser:choose_results"))
            with django_assert_max_num_queries(20) as queries:
                editor.get(reverse("mark_chooser:choose_results"))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("value", ["abc", "0", "-1", "9" * 40, "字" * 5000, "a\x00b", "７", ""])
    @pytest.mark.parametrize(
        "name", ["quote", "speaker", "speaker_title", "organisation", "said_on", "q", "p"]
    )
    def test_wrong_parameters_never_break_the_dialog(self, signed_in, name, value):
        response = signed_in("编辑").get(reverse(CHOOSE), {name: value})
        assert response.status_code in (200, 400, 404)

    @pytest.mark.parametrize("key", ["abc", "0", "9" * 40, "字"])
    def test_a_wrong_key_is_not_found(self, signed_in, key):
        response = signed_in("编辑").get(reverse("mark_chooser:chosen", args=[key]))
        assert response.status_code == 404

    def test_the_tooltip_learns_code_summary_and_verdict(self, signed_in):
        commitment = CommitmentFactory()
        address = reverse("mark_chooser:chosen", args=[commitment.pk])
        result = signed_in("编辑").get(address).json()["result"]
        assert (result["code"], result["summary"]) == (commitment.code, commitment.summary)
        assert result["verdict"] == "待核查"
