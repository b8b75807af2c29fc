"""Who is told by mail what came and what became of it, and who is not."""

import pytest

from portal.tests.factories import UserFactory

from ..enums import ReturnState
from ..models import Message
from ..notices import decided, message_sent, submitted
from ..reviewing import accept, refuse, take_back, withdraw
from .factories import RepresentativeFactory, ReturnFactory, SubmittedReportFactory

pytestmark = pytest.mark.django_db


class Desk:
    """One association with a colleague and a return, another one, and a newsroom."""

    def __init__(self) -> None:
        self.sender = RepresentativeFactory(
            user__email="sender@example.com", user__last_name="张送件"
        )
        self.association = self.sender.association
        self.colleague = RepresentativeFactory(
            association=self.association,
            user__email="colleague@example.com",
            user__last_name="赵同事",
        )
        RepresentativeFactory(association=self.association, user__email="")
        RepresentativeFactory(
            association=self.association, user__email="gone@example.com", user__is_active=False
        )
        RepresentativeFactory(user__email="stranger@example.com")
        self.editor = UserFactory(group="编辑", email="editor@example.com", last_name="王编辑")
        UserFactory(group="主编", email="chief@example.com")
        UserFactory(group="记者", email="reporter@example.com")
        UserFactory(group="编辑", email="left@example.com", is_active=False)
        partial = UserFactory(group="编辑", email="partial@example.com")
        RepresentativeFactory(association=self.association, user=partial)
        self.batch = ReturnFactory(
            state=ReturnState.SUBMITTED,
            association=self.association,
            uploaded_by=self.sender.user,
            name="一季度.xlsx",
        )

    def report(self, **fields):
        return SubmittedReportFactory(
            association=self.association,
            batch=self.batch,
            submitted_by=self.sender.user,
            **fields,
        )


PEOPLE = {"sender@example.com", "colleague@example.com", "partial@example.com"}
REVIEWERS = {"editor@example.com", "chief@example.com"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def told(mailoutbox, django_capture_on_commit_callbacks):
    """What is sent by an act, one recipient each, by address."""

    def tell(act) -> dict[str, list]:
        del mailoutbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            act()
        found: dict[str, list] = {}
        for mail in mailoutbox:
            assert len(mail.to) == 1
            assert [mail.cc, mail.bcc] == [[], []]
            found.setdefault(mail.to[0], []).append(mail)
        return found

    return tell


def words(mail) -> str:
    """Subject, text and HTML together."""
    return " ".join([mail.subject, mail.body, mail.alternatives[0].content])


def test_both_sides_learn_that_a_workbook_came(desk, told):
    desk.report()
    desk.report(warnings=["倒退"])
    mails = told(lambda: submitted(desk.batch))
    assert set(mails) == PEOPLE | REVIEWERS
    receipt = mails["sender@example.com"][0]
    assert "一季度.xlsx" in receipt.subject
    assert f"http://127.0.0.1:8000/members/returns/{desk.batch.pk}/" in receipt.body
    work = mails["editor@example.com"][0]
    assert "2 条等待审核" in work.body
    assert "1 条有提示" in work.body
    assert f"/admin/reviewing/?batch={desk.batch.pk}" in work.body


def test_both_sides_learn_that_a_single_report_came(desk, told):
    report = desk.report()
    mails = told(lambda: submitted(report))
    assert set(mails) == PEOPLE | REVIEWERS
    assert report.commitment.code in mails["sender@example.com"][0].subject


def test_decisions_of_one_save_make_one_mail_with_reasons_and_without_names(desk, told):
    one, two = desk.report(value=250_000), desk.report()

    def act() -> None:
        decisions = [
            accept(one, desk.editor, seen=0, value=25, reason="单位应为万辆"),
            refuse(two, desk.editor, seen=0, reason="与年报不符 <b>"),
        ]
        decided(decisions, but=desk.editor)

    mails = told(act)
    assert set(mails) == PEOPLE | REVIEWERS - {"editor@example.com"}
    mail = mails["sender@example.com"]
    assert len(mail) == 1
    text = words(mail[0])
    for expected in [
        one.commitment.code,
        two.commitment.code,
        "修改后采用",
        "完成值：250000 → 25",
        "单位应为万辆",
        "与年报不符 <b>",
        "与年报不符 &lt;b&gt;",
    ]:
        assert expected in text
    for name in ("王编辑", "赵同事", "张送件"):
        assert name not in text
    assert "王编辑" in words(mails["chief@example.com"][0])


def test_each_association_reads_of_its_own_rows_only(desk, told):
    stranger = RepresentativeFactory(user__email="other@example.com")
    mine, theirs = desk.report(), SubmittedReportFactory(association=stranger.association)

    def act() -> None:
        decided([accept(one, desk.editor, seen=0) for one in (mine, theirs)], but=desk.editor)

    mails = told(act)
    assert theirs.commitment.code not in words(mails["sender@example.com"][0])
    assert mine.commitment.code not in words(mails["other@example.com"][0])
    assert len(mails["chief@example.com"]) == 2


def test_whoever_has_gone_to_another_association_is_not_told_any_more(desk, told):
    desk.sender.association = SubmittedReportFactory().association
    desk.sender.save()
    report = desk.report()
    mails = told(lambda: decided([accept(report, desk.editor, seen=0)]))
    assert "sender@example.com" not in mails


def test_a_long_list_is_cut(desk, told):
    decisions = [refuse(desk.report(), desk.editor, seen=0, reason="不符")] * 101
    mails = told(lambda: decided(decisions, but=desk.editor))
    assert "另有 1 条" in mails["sender@example.com"][0].body


def test_what_the_newsroom_registered_itself_concerns_no_association(desk, told):
    own = SubmittedReportFactory(association=None, reporter=None)
    assert told(lambda: decided([accept(own, desk.editor, seen=0)])) == {}


def test_withdrawing_and_taking_back_are_told(desk, told):
    report = desk.report()
    mails = told(lambda: withdraw(report, desk.sender.user))
    assert "申报方撤回" in words(mails["editor@example.com"][0])
    accept(desk.report(), desk.editor, seen=0)
    mails = told(lambda: decided(take_back(desk.batch, desk.editor, "看错了"), but=desk.editor))
    assert "收回决定" in words(mails["sender@example.com"][0])
    assert "看错了" in mails["sender@example.com"][0].body


def test_a_message_goes_to_the_association_without_a_name(desk, told):
    message = Message.objects.create(
        association=desk.association, batch=desk.batch, text="请尽快补充", by=desk.editor
    )
    mails = told(lambda: message_sent(message))
    assert set(mails) == PEOPLE
    assert "请尽快补充" in mails["sender@example.com"][0].body
    assert "王编辑" not in words(mails["sender@example.com"][0])


def test_the_number_of_queries_does_not_grow_with_the_rows(desk, django_assert_max_num_queries):
    for number in (1, 20):
        decisions = [refuse(desk.report(), desk.editor, seen=0, reason="x") for _ in range(number)]
        with django_assert_max_num_queries(4):
            decided(decisions, but=desk.editor)
