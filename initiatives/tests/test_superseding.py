"""Which promise may take the place of which, and how an editor says so."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..models import Commitment
from .factories import CommitmentFactory, NumberCommitmentFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier() -> Commitment:
    return NumberCommitmentFactory(said_on=dt.date(2025, 3, 1))


def again(earlier: Commitment, **fields) -> Commitment:
    """The same promise a year later, superseding the first."""
    given = {"speaker": earlier.speaker, "said_on": dt.date(2026, 3, 1), "supersedes": earlier}
    return NumberCommitmentFactory(**given | fields)


def complaints(commitment: Commitment) -> dict[str, list[str]]:
    try:
        commitment.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_later_promise_of_the_same_speaker_may_supersede(earlier):
    assert complaints(again(earlier)) == {}
    assert complaints(Commitment.objects.get(pk=earlier.pk)) == {}


def test_nothing_supersedes_itself(earlier):
    earlier.supersedes = earlier
    assert complaints(earlier) == {"supersedes": ["一项承诺不能取代它自己。"]}


def test_nothing_supersedes_what_somebody_else_said(earlier):
    [message] = complaints(again(earlier, speaker=PersonFactory()))["supersedes"]
    assert f"{earlier.code} 是{earlier.speaker.name}说的" in message


def test_a_merged_speaker_counts_as_the_one_kept(earlier):
    kept = PersonFactory()
    lost = earlier.speaker
    later = again(earlier, speaker=kept)
    lost.merged_into = kept
    type(lost).objects.filter(pk=lost.pk).update(merged_into=kept)
    assert complaints(Commitment.objects.get(pk=later.pk)) == {}


@pytest.mark.parametrize("said_on", [dt.date(2025, 3, 1), dt.date(2025, 2, 28)])
def test_nothing_supersedes_what_was_said_the_same_day_or_later(earlier, said_on):
    [message] = complaints(again(earlier, said_on=said_on))["supersedes"]
    assert f"{earlier.code} 说于2025年3月1日" in message


def test_supersession_never_goes_in_a_circle(earlier):
    second = again(earlier)
    third = again(second, said_on=dt.date(2027, 3, 1))
    earlier.supersedes = third
    [message] = complaints(earlier)["supersedes"]
    assert "绕成一圈" in message


def test_even_a_circle_in_the_database_gets_an_answer(earlier):
    second = again(earlier)
    Commitment.objects.filter(pk=earlier.pk).update(supersedes=second)
    third = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2027, 3, 1))
    third.supersedes = second
    assert "已被" in complaints(third)["supersedes"][0]


def test_nothing_is_superseded_twice(earlier):
    first = again(earlier)
    second = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    second.supersedes = earlier
    assert complaints(second) == {
        "supersedes": [f"{earlier.code} 已被 {first.code} 取代；一项承诺只能被取代一次。"]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_what_is_superseded_keeps_its_speaker_and_stays_the_earlier_one(earlier):
    later = again(earlier)
    earlier = Commitment.objects.get(pk=earlier.pk)
    earlier.said_on, earlier.speaker = later.said_on, PersonFactory()
    found = complaints(earlier)
    assert later.code in found["said_on"][0]
    assert later.code in found["speaker"][0]


def test_a_wrong_deadline_and_a_wrong_link_are_told_together(earlier):
    earlier.supersedes, earlier.deadline = earlier, dt.date(2020, 1, 1)
    assert {"supersedes", "deadline"} <= complaints(earlier).keys()


def test_superseding_leaves_the_verdict_alone(earlier):
    before = earlier.verdict
    again(earlier)
    assert Commitment.objects.get(pk=earlier.pk).verdict == before


def test_a_drafts_claim_lapses_when_another_was_quicker(earlier):
    slow = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    slow.supersedes = earlier
    revision = slow.save_revision()
    quick = again(earlier)
    revision.publish()
    assert Commitment.objects.get(pk=slow.pk).supersedes is None
    assert Commitment.objects.get(pk=quick.pk).supersedes == earlier


def test_a_drafts_claim_lapses_when_the_other_is_gone(earlier):
    slow = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    slow.supersedes = earlier
    revision = slow.save_revision()
    earlier.delete()
    assert revision.as_object().supersedes is None


def test_a_revision_keeps_what_it_supersedes(earlier):
    later = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    later.supersedes = earlier
    later.save_revision().publish()
    Commitment.objects.get(pk=later.pk).save_revision().publish()
    assert Commitment.objects.get(pk=later.pk).supersedes == earlier


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def edit_address(commitment: Commitment) -> str:
    return reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])


def filled(commitment: Commitment, **changes) -> dict:
    """The edit form as it stands, with changes."""
    given = {
        name: getattr(commitment, name)
        for name in ("summary", "quote", "kind", "metric", "comparator", "target", "unit")
    }
    return given | {
        "speaker": commitment.speaker_id,
        "said_on": commitment.said_on,
        "deadline": commitment.deadline,
        "deadline_precision": commitment.deadline_precision,
        "supersedes": "",
        **changes,
    }


def test_an_editor_chooses_what_is_superseded_in_the_form(editor, earlier):
    later = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    data = filled(later, supersedes=earlier.pk) | {"action-publish": "yes"}
    assert editor.post(edit_address(later), data).status_code == 302
    assert Commitment.objects.get(pk=later.pk).supersedes == earlier


@pytest.mark.parametrize("key", ["0", "-1", "abc", "9" * 30, "424242"])
def test_a_crafted_key_is_answered_in_the_form(editor, earlier, key):
    response = editor.post(edit_address(earlier), filled(earlier, supersedes=key))
    assert response.status_code in (200, 302)
    assert Commitment.objects.get(pk=earlier.pk).supersedes is None


def test_the_form_says_in_chinese_why_it_refuses(editor, earlier):
    later = again(earlier)
    response = editor.post(edit_address(earlier), filled(earlier, supersedes=later.pk))
    assert response.status_code == 200
    assert "绕成一圈" in response.content.decode()


def test_the_chooser_offers_commitments(editor, earlier):
    address = reverse("wagtailsnippetchoosers_initiatives_commitment:choose_results")
    assert earlier.summary in editor.get(address, {"q": earlier.code}).content.decode()


def test_the_form_shows_what_faces_a_commitment_and_leads_there(editor, earlier):
    later = NumberCommitmentFactory(
        speaker=earlier.speaker, said_on=dt.date(2026, 4, 1), target=900_000
    )
    html = editor.get(edit_address(earlier)).content.decode()
    assert edit_address(later) in html
    assert "调低 10万辆（10%）" in html
    assert "后一项若取代前一项" in html


def test_whoever_may_not_edit_cannot_link_commitments(client, earlier):
    client.force_login(UserFactory(group="协会"))
    later = NumberCommitmentFactory(speaker=earlier.speaker, said_on=dt.date(2026, 4, 1))
    client.post(edit_address(later), filled(later, supersedes=earlier.pk))
    assert Commitment.objects.get(pk=later.pk).supersedes is None


def test_a_superseded_commitment_cannot_be_deleted(editor, earlier):
    again(earlier)
    editor.post(reverse("wagtailsnippets_initiatives_commitment:delete", args=[earlier.pk]))
    assert Commitment.objects.filter(pk=earlier.pk).exists()


def test_milestones_without_numbers_face_in_their_words_only():
    first = CommitmentFactory(metric="总部大楼", said_on=dt.date(2025, 3, 1))
    CommitmentFactory(speaker=first.speaker, metric="总部大楼", said_on=dt.date(2026, 3, 1))
    [pair] = Commitment.objects.public().facing()
    assert pair.changes == []
