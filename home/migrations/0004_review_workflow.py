"""Every page, person, organisation and commitment can be sent to the desk for review."""

from django.db import migrations

NAME = "编辑审核"
REVIEWERS = ["编辑", "主编"]
REVIEWED = [
    ("initiatives", "person"),
    ("initiatives", "organisation"),
    ("initiatives", "commitment"),
]


def create_workflow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    home = apps.get_model("home", "HomePage").objects.get()

    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()

    task_type, _ = ContentType.objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _ = GroupApprovalTask.objects.get_or_create(
        name=NAME, defaults={"content_type": task_type}
    )
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=REVIEWERS))
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
        page_id=home.pk, defaults={"workflow": workflow}
    )
    for app_label, model in REVIEWED:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        apps.get_model("wagtailcore", "WorkflowContentType").objects.update_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


class Migration(migrations.Migration):
    dependencies = [("home", "0003_roles")]

    operations = [migrations.RunPython(create_workflow, migrations.RunPython.noop)]
