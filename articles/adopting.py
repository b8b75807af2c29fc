"""采用文中的句子: the quote of a commitment follows the sentence that its article carries now."""

from django.db.models import QuerySet
from wagtail.admin import messages

from initiatives.enums import SourceState
from initiatives.following_up import CommitmentAction
from initiatives.models import Commitment

from .reports import with_sentence_now

__all__ = ["AdoptSentenceAction"]


class AdoptSentenceAction(CommitmentAction):
    """For 出处失效 that are no slip: the article is right, the record follows."""

    display_name = "采用文中的句子"
    action_type = "adopt_sentence"
    aria_label = "采用文中的句子作为选中承诺的原话"
    template_name = "articles/admin/adopt_sentence.html"
    needed_permission = "initiatives.publish_commitment"
    action_priority = 30

    @classmethod
    def get_queryset(cls, model: type[Commitment], object_ids: list) -> list[Commitment]:
        """The ticked ones with the sentence of today at hand."""
        ticked = super().get_queryset(model, object_ids)
        found: QuerySet = Commitment.objects.filter(pk__in=[one.pk for one in ticked])
        return list(with_sentence_now(found).select_related("speaker").order_by("code"))

    def object_context(self, snippet: Commitment) -> dict:
        return {**super().object_context(snippet), "obstacle": obstacle(snippet)}

    @classmethod
    def execute_action(
        cls, objects: list[Commitment], self: "AdoptSentenceAction", **kwargs
    ) -> tuple[int, int]:
        user, adopted = self.request.user, 0
        for commitment in objects:
            if reason := obstacle(commitment):
                messages.warning(self.request, f"{commitment.code} 没有改：{reason}")
                continue
            draft = commitment.get_latest_revision_as_object()
            draft.quote = commitment.sentence_now
            draft.save_revision(user=user, log_action=True).publish(user=user)
            adopted += 1
        return adopted, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        return f"已按文中的句子更正 {num_parent_objects} 项承诺的原话。"


def obstacle(commitment: Commitment) -> str:
    """Why the quote of one commitment can't follow by itself; empty when it can."""
    if commitment.source_state != SourceState.BROKEN:
        return "出处没有失效。"
    if not commitment.sentence_now:
        return "文中已经没有这个标记，或文章没有发布。"
    if len(commitment.sentence_now) > Commitment._meta.get_field("quote").max_length:
        return "文中的句子太长，请打开承诺，自己摘录。"
    if not commitment.live or commitment.has_unpublished_changes:
        return "承诺还有没有发布的改动，请打开它一并处理。"
    if commitment.locked:
        return "承诺被锁定了。"
    return ""
