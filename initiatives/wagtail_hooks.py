"""Registration of the newsroom's own admin: menu, dashboard, refusals, log."""

from django.db.models import Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .account import DueRemindersPanel
from .bulk_actions import GuardedPageDeletion
from .dashboard import NewsroomDuties
from .deletion import refuse
from .following_up import FOLLOW_UP_ACTION, FollowUpAction, LogContactAction
from .judging import APPROVE_ACTION, PROPOSE_ACTION, REJECT_ACTION, REOPEN_ACTION
from .merging import MERGE_ACTION, UNDO_ACTION
from .representatives import INVITE_ACTION as INVITE_REPRESENTATIVE
from .representatives import SWITCH_OFF_ACTION, SWITCH_ON_ACTION
from .reviewing import LOG_WORDS
from .right_of_reply.rules import INVITE_ACTION, PRINT_ACTION, REVOKE_ACTION, WITHHOLD_ACTION
from .viewsets import (
    AssessmentViewSet,
    CommitmentViewSet,
    ContactViewSet,
    MergeViewSet,
    OrganisationViewSet,
    PersonViewSet,
    ProgressReportViewSet,
    ReplyViewSet,
    SourceTipViewSet,
    SubmissionsGroup,
    TopicViewSet,
)
from .viewsets.merging import MergeFormatter, UndoFormatter, lead_to_the_one_kept
from .viewsets.replies import reply_worklists
from .viewsets.reviewing import review_worklists
from .viewsets.tips import tip_worklists
from .viewsets.worklists import worklist_paths, worklists
from .worklists import WorklistMenu

for viewset in (CommitmentViewSet, PersonViewSet, OrganisationViewSet, TopicViewSet):
    register_snippet(viewset)


# Ticking what applies, instead of a list box that needs the Ctrl key.
register_form_field_override(ParentalManyToManyField, override={"widget": CheckboxSelectMultiple})


@hooks.register("register_admin_viewset")
def register_newsroom_viewsets() -> list:
    return [
        AssessmentViewSet(),
        ReplyViewSet(),
        ContactViewSet(),
        SourceTipViewSet(),
        ProgressReportViewSet(),
        SubmissionsGroup(),
    ]


@hooks.register("register_log_actions")
def register_judging_actions(actions: LogActionRegistry) -> None:
    actions.register_action(PROPOSE_ACTION, "提出判定", "提出了一项判定")
    actions.register_action(APPROVE_ACTION, "核准判定", "核准并发布了这项判定")
    actions.register_action(REJECT_ACTION, "退回判定", "退回了这项判定")
    actions.register_action(FOLLOW_UP_ACTION, "安排跟进", "安排了负责编辑或下次核查")
    actions.register_action(REOPEN_ACTION, "重新核查", "因更正回到待核查")


@hooks.register("register_log_actions")
def register_reply_actions(actions: LogActionRegistry) -> None:
    actions.register_action(INVITE_ACTION, "请其回应", "发出了回应链接")
    actions.register_action(REVOKE_ACTION, "作废链接", "作废了回应链接")
    actions.register_action(PRINT_ACTION, "刊出回应", "照录刊出了收到的回应")
    actions.register_action(WITHHOLD_ACTION, "不刊出回应", "因法律原因不刊出收到的回应")


@hooks.register("register_log_actions")
def register_reviewing_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_WORDS.items():
        actions.register_action(action, label, message)
    actions.register_action(INVITE_REPRESENTATIVE, "请设置密码", "发出了设置密码的邮件")
    actions.register_action(SWITCH_ON_ACTION, "启用协会账号", "启用了这个账号")
    actions.register_action(SWITCH_OFF_ACTION, "停用协会账号", "停用了这个账号")


@hooks.register("construct_homepage_panels")
def show_duties(request: HttpRequest, panels: list) -> None:
    panels.append(NewsroomDuties(request.user))


hooks.register("register_account_settings_panel", DueRemindersPanel)


@hooks.register("before_delete_snippet")
def refuse_to_delete_what_is_used(
    request: HttpRequest, objects: list[Model]
) -> HttpResponse | None:
    if not objects:
        return None
    return refuse(request, objects, reverse(objects[0].snippet_viewset.get_url_name("list")))


@hooks.register("before_delete_page")
def refuse_to_delete_a_source(request: HttpRequest, page: Page) -> HttpResponse | None:
    parent = page.get_parent()
    return refuse(request, [page], reverse("wagtailadmin_explore", args=[parent.pk]))


@hooks.register("register_admin_urls")
def worklist_addresses() -> list:
    return worklist_paths()


hooks.register("register_worklist", worklists)
hooks.register("register_worklist", review_worklists)
hooks.register("register_worklist", reply_worklists)
hooks.register("register_worklist", tip_worklists)


@hooks.register("register_admin_menu_item")
def worklist_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(
        "工作清单", WorklistMenu(), name="worklists", icon_name="tasks", order=104
    )


hooks.register("register_bulk_action", FollowUpAction)
hooks.register("register_bulk_action", LogContactAction)

# After Wagtail's own of the same name, which it replaces.
hooks.register("register_bulk_action", GuardedPageDeletion, order=10)


hooks.register("register_admin_viewset", MergeViewSet)
hooks.register("before_edit_snippet", lead_to_the_one_kept)


@hooks.register("register_log_actions")
def register_merging_actions(actions: LogActionRegistry) -> None:
    actions.register_action(MERGE_ACTION)(MergeFormatter)
    actions.register_action(UNDO_ACTION)(UndoFormatter)
