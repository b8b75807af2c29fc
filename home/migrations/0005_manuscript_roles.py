"""Everybody who writes articles may bring in manuscripts."""

from django.db import migrations

ROLES = ["记者", "编辑", "主编"]
ACTIONS = {"add": "添加", "change": "修改", "delete": "删除", "view": "查看"}


def grant(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="manuscript"
    )
    for action, chinese in ACTIONS.items():
        row, _ = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_manuscript",
            defaults={"name": f"可以{chinese}导入的稿件"},
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [("home", "0004_review_workflow"), ("articles", "0002_manuscripts")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
