"""The desk's division of labour: who approves which verdicts, who logs contacts.

编辑 approve one another's verdicts; 未兑现 and 停滞 stay with 主编.
"""

from django.db import migrations

EDITOR, CHIEF, REPORTER = "编辑", "主编", "记者"
# (model, codename, Chinese name, roles)
PERMISSIONS = [
    ("assessment", "approve_assessment", "可以核准判定", [EDITOR, CHIEF]),
    ("assessment", "approve_grave_assessment", "可以核准“未兑现”与“停滞”", [CHIEF]),
    ("contact", "view_contact", "可以查看联系记录", [REPORTER, EDITOR, CHIEF]),
    ("contact", "add_contact", "可以添加联系记录", [REPORTER, EDITOR, CHIEF]),
    ("contact", "change_contact", "可以修改联系记录", [EDITOR, CHIEF]),
    ("contact", "delete_contact", "可以删除联系记录", [EDITOR, CHIEF]),
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
    dependencies = [("home", "0005_manuscript_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
