"""Merging two people or organisations, and parting them again."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import registry

from portal.models import SearchEntry
from portal.tests.factories import UserFactory

from ..enums import OrganisationKind, PartnerRole
from ..merging import MERGE_ACTION, UNDO_ACTION, merge, plan_merge
from ..models import Commitment, Membership, Organisation, Partner
from ..parting import undo
from .factories import (
    CommitmentFactory,
    InitiativePageFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client):
    user = UserFactory(group="编辑")
    client.force_login(user)
    return user


def reloaded(row):
    return type(row).objects.get(pk=row.pk)


def association(**fields) -> Organisation:
    return OrganisationFactory(kind=OrganisationKind.ASSOCIATION, **fields)


def found_by(row) -> list[str]:
    """All lines of text that the search index keeps of it: none, once it is forgotten."""
    entries = SearchEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=row.pk
    )
    return [line for entry in entries for line in entry.text.splitlines()]


def messages_of(error: pytest.ExceptionInfo) -> str:
    return "".join(error.value.messages)


def test_all_that_leads_to_the_one_given_up_leads_to_the_one_kept(editor):
    kept, lost = OrganisationFactory(), OrganisationFactory()
    person = PersonFactory(organisation=lost)
    commitment = CommitmentFactory(speaker=person)
    report = ProgressReportFactory(reporter=lost)
    membership = MembershipFactory(member=lost)
    partner = Partner.objects.create(page=InitiativePageFactory(), organisation=lost)
    done = merge(kept, lost, editor)
    assert reloaded(person).organisation == kept
    assert reloaded(commitment).organisation == kept
    assert reloaded(report).reporter == kept
    assert reloaded(membership).member == kept
    assert reloaded(partner).organisation == kept
    given_up = reloaded(lost)
    assert (given_up.live, given_up.merged_into) == (False, kept)
    assert done.moved["initiatives.commitment.organisation"] == [commitment.pk]


def test_a_chain_of_merges_leads_straight_to_the_last(editor):
    first, second, third = PersonFactory.create_batch(3)
    merge(second, first, editor)
    merge(third, reloaded(second), editor)
    assert reloaded(first).merged_into == third


def test_what_may_stand_there_once_only_is_removed_and_comes_back(editor):
    kept, lost = OrganisationFactory(), OrganisationFactory()
    page, circle = InitiativePageFactory(), association()
    Partner.objects.create(page=page, organisation=kept, role=PartnerRole.LEAD)
    twin = Partner.objects.create(page=page, organisation=lost, role=PartnerRole.LEAD)
    MembershipFactory(association=circle, member=kept)
    MembershipFactory(association=circle, member=lost, since="2020-01-01")
    done = merge(kept, lost, editor)
    assert page.partners.count() == circle.memberships.count() == 1
    undo(done, editor)
    assert Partner.objects.get(pk=twin.pk).organisation == lost
    assert str(Membership.objects.get(member=lost).since) == "2020-01-01"


def test_members_of_two_associations_are_one_list_afterwards(editor):
    kept, lost = association(), association()
    both = OrganisationFactory()
    for circle in (kept, lost):
        MembershipFactory(association=circle, member=both)
    other = MembershipFactory(association=lost)
    done = merge(kept, lost, editor)
    assert set(kept.memberships.values_list("member", flat=True)) == {both.pk, other.member_id}
    undo(done, editor)
    assert set(reloaded(lost).memberships.values_list("member", flat=True)) == {
        both.pk,
        other.member_id,
    }
    assert reloaded(kept).memberships.get().member == both


def test_members_that_moved_survive_the_next_publishing_of_an_older_draft(editor):
    kept, lost = association(), association()
    moved = MembershipFactory(association=lost)
    kept.description = "改过的简介"
    kept.save_revision()
    done = merge(reloaded(kept), lost, editor)
    reloaded(kept).get_latest_revision().publish()
    assert reloaded(kept).memberships.get() == moved
    kept.description = "又改"
    reloaded(kept).save_revision()
    undo(done, editor)
    assert reloaded(lost).memberships.get() == moved
    reloaded(kept).get_latest_revision().publish()
    assert reloaded(lost).memberships.get() == moved


def test_empty_fields_are_filled_in_the_draft_too_and_emptied_again(editor):
    kept = PersonFactory(title="", organisation=None, biography="")
    lost = PersonFactory(title="董事长", biography="长期从事制造业。")
    kept.name = "改名"
    kept.save_revision()
    assert [fill.name for fill in plan_merge(reloaded(kept), lost, editor).fills] == [
        "title",
        "organisation",
        "biography",
    ]
    done = merge(reloaded(kept), lost, editor, fill=["title", "organisation"])
    row = reloaded(kept)
    assert (row.title, row.organisation, row.biography) == ("董事长", lost.organisation, "")
    draft = row.get_latest_revision_as_object()
    assert (draft.name, draft.title) == ("改名", "董事长")
    undo(done, editor)
    row = reloaded(kept)
    assert (row.title, row.organisation) == ("", None)
    assert row.get_latest_revision_as_object().title == ""


def test_a_draft_gives_what_was_saved_last(editor):
    kept, lost = PersonFactory(title=""), PersonFactory(live=False, title="")
    lost.title = "新职务"
    lost.save_revision()
    [fill] = plan_merge(kept, reloaded(lost), editor).fills
    assert fill.value == "新职务"


def test_the_old_address_leads_to_the_new_one_and_back_after_undoing(client, editor):
    kept, lost = PersonFactory(name="张一"), PersonFactory(name="张二")
    lost.slug = "zhang-two"
    lost.save()
    older, old, new = "/people/zhang-er", "/people/zhang-two/", kept.get_absolute_url()
    done = merge(kept, reloaded(lost), editor)
    for address in (older + "/", old):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, new)
    undo(done, editor)
    assert client.get(old).status_code == 200
    assert Redirect.objects.get(old_path=older).redirect_link == old


def test_the_search_index_forgets_the_one_given_up_and_knows_its_commitments_anew(
    search_index, editor
):
    kept, lost = PersonFactory(name="甲某"), PersonFactory(name="乙某")
    commitment = CommitmentFactory(speaker=lost)
    assert all((found_by(kept), found_by(lost)))
    assert "乙某" in found_by(commitment)
    done = merge(kept, lost, editor)
    assert not found_by(lost)
    assert found_by(kept)
    assert "甲某" in found_by(commitment)
    assert "乙某" not in found_by(commitment)
    undo(done, editor)
    assert found_by(lost)
    assert "乙某" in found_by(commitment)
    assert "甲某" not in found_by(commitment)


def test_both_histories_say_who_merged_what(editor):
    kept, lost = PersonFactory(name="张一"), PersonFactory(name="张二")
    done = merge(kept, lost, editor)
    undo(done, editor)
    for one in (kept, lost):
        logs = registry.get_logs_for_instance(one).filter(action__in=[MERGE_ACTION, UNDO_ACTION])
        assert {entry.action for entry in logs} == {MERGE_ACTION, UNDO_ACTION}
        assert {entry.user for entry in logs} == {editor}
        assert all("张一" in str(entry.message) and "张二" in str(entry.message) for entry in logs)


@pytest.mark.parametrize("part", [False, True])
def test_a_merge_and_its_undoing_ask_as_much_for_twenty_commitments_as_for_two(editor, part):
    def queries(number: int) -> int:
        kept, lost = PersonFactory(), PersonFactory()
        CommitmentFactory.create_batch(number, speaker=lost)
        done = merge(kept, lost, editor) if part else None
        with CaptureQueriesContext(connection) as captured:
            undo(done, editor) if part else merge(kept, lost, editor)
        assert Commitment.objects.filter(speaker=lost if part else kept).count() == number
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


def test_an_association_is_not_merged_with_its_own_member(editor):
    circle = association()
    member = MembershipFactory(association=circle).member
    with pytest.raises(ValidationError) as error:
        merge(circle, member, editor)
    assert "协会会成为自己的会员" in messages_of(error)
    assert reloaded(member).merged_into is None


def test_an_association_with_members_is_not_merged_into_a_company(editor):
    circle = MembershipFactory().association
    [objection] = plan_merge(OrganisationFactory(), circle, editor).objections
    assert "不是协会" in objection


def test_what_is_public_is_not_given_up_for_a_draft(editor):
    [objection] = plan_merge(PersonFactory(live=False), PersonFactory(), editor).objections
    assert "还是草稿" in objection


def test_nobody_is_merged_twice_or_with_themselves(editor):
    kept, lost, third = PersonFactory.create_batch(3)
    merge(kept, lost, editor)
    assert "已经并入" in plan_merge(third, reloaded(lost), editor).objections[0]
    assert "不能与自己合并" in plan_merge(kept, kept, editor).objections[0]


def test_what_somebody_else_has_locked_is_not_merged(editor):
    kept, lost = PersonFactory(), PersonFactory(locked=True, locked_by=UserFactory())
    assert "已被锁定" in plan_merge(kept, lost, editor).objections[0]


def test_a_stale_draft_of_the_one_given_up_never_brings_it_back(editor):
    kept, lost = PersonFactory(), PersonFactory()
    revision = lost.save_revision()
    merge(kept, reloaded(lost), editor)
    revision.refresh_from_db()
    revision.publish()
    row = reloaded(lost)
    assert (row.live, row.merged_into) == (False, kept)
    lost.save()  # as read before the merge
    assert reloaded(lost).merged_into == kept


def test_stale_drafts_that_name_the_one_given_up_are_published_with_the_one_kept(editor):
    kept, lost = OrganisationFactory(), OrganisationFactory()
    person = PersonFactory(organisation=lost)
    commitment = CommitmentFactory(speaker=person)
    page = InitiativePageFactory()
    page.partners = [Partner(organisation=lost), Partner(organisation=kept)]
    circle = association()
    circle.memberships = [Membership(member=lost), Membership(member=kept)]
    revisions = [one.save_revision(clean=False) for one in (person, commitment, page, circle)]
    merge(kept, lost, editor)
    for revision in revisions:
        revision.refresh_from_db()
        revision.publish()
    assert reloaded(person).organisation == kept
    assert reloaded(commitment).organisation == kept
    assert [row.organisation for row in reloaded(page).partners.all()] == [kept]
    assert [row.member for row in reloaded(circle).memberships.all()] == [kept]


def test_a_row_saved_with_a_choice_made_before_the_merge_gets_the_one_kept(editor):
    kept, lost = PersonFactory(), PersonFactory()
    commitment = CommitmentFactory(speaker=lost)
    merge(kept, lost, editor)
    commitment.summary = "从旧表单保存"
    commitment.save()
    assert (reloaded(commitment).speaker, commitment.speaker) == (kept, kept)


def test_the_name_of_a_merged_organisation_is_taken_and_says_by_whom(editor):
    kept, lost = OrganisationFactory(name="示例委员会"), OrganisationFactory(name="示例委")
    merge(kept, lost, editor)
    with pytest.raises(ValidationError) as error:
        Organisation(name="示例委", kind=OrganisationKind.COMPANY).full_clean()
    assert "已并入“示例委员会”" in messages_of(error)


def test_undoing_puts_back_what_still_stands_and_names_the_rest(editor):
    kept, lost, third = PersonFactory.create_batch(3)
    stays, changed, gone = CommitmentFactory.create_batch(3, speaker=lost)
    done = merge(kept, lost, editor)
    later = CommitmentFactory(speaker=kept)
    Commitment.objects.filter(pk=changed.pk).update(speaker=third)
    gone.delete()
    parting = undo(done, editor)
    assert reloaded(stays).speaker == lost
    assert reloaded(later).speaker == kept
    assert reloaded(changed).speaker == third
    left = "".join(parting.left)
    assert changed.code in left
    assert "1 条后来已删除" in left
    assert (reloaded(lost).live, reloaded(lost).merged_into) == (True, None)


def test_undoing_names_what_was_worked_on_since(editor):
    kept, lost = PersonFactory(), PersonFactory()
    commitment = CommitmentFactory(speaker=lost)
    done = merge(kept, lost, editor)
    reloaded(commitment).save_revision()
    parting = undo(done, editor)
    assert commitment.code in "".join(parting.left)


def test_undoing_in_the_wrong_order_or_twice_is_refused(editor):
    first, second, third = PersonFactory.create_batch(3)
    earlier = merge(second, first, editor)
    later = merge(third, reloaded(second), editor)
    with pytest.raises(ValidationError) as error:
        undo(earlier, editor)
    assert "先撤销那一次" in messages_of(error)
    undo(later, editor)
    assert reloaded(first).merged_into == second
    undo(earlier, editor)
    assert reloaded(first).merged_into is None
    with pytest.raises(ValidationError) as error:
        undo(earlier, editor)
    assert "已经撤销过" in messages_of(error)
