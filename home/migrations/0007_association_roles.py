"""Who reviews what associations send in, and who gives their people a log-in."""

from django.db import migrations

EDITOR, CHIEF, REPORTER = "编辑", "主编", "记者"
# (model, codename, Chinese name, roles)
PERMISSIONS = [
    ("progressreport", "review_progressreport", "可以审核会员申报", [EDITOR, CHIEF]),
    ("return", "view_return", "可以查看申报批次", [REPORTER, EDITOR, CHIEF]),
    ("representative", "view_representative", "可以查看协会账号", [EDITOR, CHIEF]),
    ("representative", "add_representative", "可以添加协会账号", [CHIEF]),
    ("representative", "change_representative", "可以修改协会账号", [CHIEF]),
    ("representative", "delete_representative", "可以删除协会账号", [CHIEF]),
]


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for model, codename, name, roles in PERMISSIONS:
        content_type, _ = ContentType.objects.get_or_create(app_label="initiatives", model=model)
        row, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=roles):
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [("home", "0006_desk_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
