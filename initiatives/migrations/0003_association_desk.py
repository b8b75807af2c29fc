import django.db.models.deletion
import django.utils.timezone
import initiatives.models.progress
import initiatives.models.returns
import portal.private_files
from django.conf import settings
from django.db import migrations, models


def date_acceptance(apps, schema_editor):
    """What was accepted before there was an hour for it, as if at once."""
    ProgressReport = apps.get_model("initiatives", "ProgressReport")
    accepted = ProgressReport.objects.filter(status="accepted")
    accepted.update(accepted_at=models.F("submitted_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('initiatives', '0002_editors_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': '列名对照',
                'verbose_name_plural': '列名对照',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accepted', '采用'), ('changed', '修改后采用'), ('queried', '请补充'), ('rejected', '不采用'), ('verified', '编辑部核实'), ('taken_back', '收回决定'), ('replaced', '由新的申报更替'), ('withdrawn', '申报方撤回')], max_length=20, verbose_name='决定')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '审核决定',
                'verbose_name_plural': '审核决定',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=portal.private_files.PrivateStorage(), upload_to=initiatives.models.progress.evidence_path, verbose_name='文件')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('media_type', models.CharField(max_length=40, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节')),
                ('digest', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '佐证文件',
                'verbose_name_plural': '佐证文件',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='留言')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '留言',
                'verbose_name_plural': '留言',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReplyLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_on', models.DateField(verbose_name='有效至')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发出时间')),
                ('received_text', models.TextField(blank=True, verbose_name='收到的原话')),
                ('received_from', models.CharField(blank=True, max_length=80, verbose_name='署名')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='收到时间')),
                ('moderated_at', models.DateTimeField(blank=True, null=True, verbose_name='审读时间')),
                ('withheld_reason', models.CharField(blank=True, max_length=200, verbose_name='不刊出的法律原因')),
            ],
            options={
                'verbose_name': '回应邀请',
                'verbose_name_plural': '回应邀请',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
            ],
            options={
                'verbose_name': '协会账号',
                'verbose_name_plural': '协会账号',
                'ordering': ['association__pinyin', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                ('file', models.FileField(storage=portal.private_files.PrivateStorage(), upload_to=initiatives.models.returns.workbook_path, verbose_name='文件')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要值')),
                ('state', models.CharField(choices=[('waiting', '等待读取'), ('reading', '正在读取'), ('mapping', '请核对列名'), ('checked', '请核对后提交'), ('submitting', '正在提交'), ('submitted', '已提交'), ('failed', '没有读成'), ('discarded', '已放弃')], default='waiting', max_length=20, verbose_name='状态')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='原因')),
                ('mapping', models.JSONField(blank=True, default=dict, verbose_name='列的对应')),
                ('total_rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='行数')),
                ('done_rows', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                ('worker', models.UUIDField(blank=True, editable=False, null=True)),
                ('heartbeat', models.DateTimeField(blank=True, editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
            ],
            options={
                'verbose_name': '申报批次',
                'verbose_name_plural': '申报批次',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReturnRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='如 Excel 所示', verbose_name='行号')),
                ('cells', models.JSONField(default=dict)),
                ('problems', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('ready', '可以提交'), ('confirm', '请确认'), ('blocked', '必须修改'), ('unchanged', '没有变化'), ('blank', '未填'), ('submitted', '已提交')], max_length=10, verbose_name='状态')),
                ('change', models.CharField(blank=True, choices=[('new', '新增'), ('changed', '有改动'), ('unchanged', '没有变化')], max_length=10, verbose_name='比较')),
                ('confirmed', models.JSONField(default=list)),
                ('as_of', models.DateField(null=True, verbose_name='数据日期')),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True, verbose_name='完成值')),
            ],
            options={
                'verbose_name': '申报行',
                'verbose_name_plural': '申报行',
                'ordering': ['batch', 'number'],
            },
        ),
        migrations.AlterModelOptions(
            name='progressreport',
            options={'ordering': ['as_of', 'pk'], 'permissions': [('review_progressreport', '可以审核会员申报')], 'verbose_name': '进展申报', 'verbose_name_plural': '进展申报'},
        ),
        migrations.RemoveConstraint(
            model_name='progressreport',
            name='report_verified_is_accepted',
        ),
        migrations.AddField(
            model_name='progressreport',
            name='accepted_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='采用时间'),
        ),
        migrations.RunPython(date_acceptance, migrations.RunPython.noop),
        migrations.AddField(
            model_name='progressreport',
            name='association',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submitted_reports', to='initiatives.organisation', verbose_name='申报协会'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='filled_by',
            field=models.CharField(blank=True, max_length=40, verbose_name='填报人'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='replaces',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='initiatives.progressreport', verbose_name='更替的上一版'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='submitted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='verification',
            field=models.CharField(blank=True, help_text='凭什么核实的，公开刊出', max_length=300, verbose_name='核实依据'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='verification_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='核实依据的网址'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='版次'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='warnings',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='提示'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='as_of',
            field=models.DateField(verbose_name='数据日期'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='进展说明'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='reporter',
            field=models.ForeignKey(blank=True, help_text='由编辑部自己查到的数据留空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='initiatives.organisation', verbose_name='会员单位'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='佐证链接'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='status',
            field=models.CharField(choices=[('submitted', '待审'), ('queried', '请补充'), ('accepted', '已采用'), ('rejected', '未采用'), ('replaced', '已由新的申报更替'), ('withdrawn', '申报方已撤回')], default='submitted', max_length=20, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=4, help_text='与承诺同一单位', max_digits=20, null=True, verbose_name='完成值'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='association',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='column_mapping', to='initiatives.organisation'),
        ),
        migrations.AddField(
            model_name='decision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经手人'),
        ),
        migrations.AddField(
            model_name='decision',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='initiatives.progressreport', verbose_name='申报'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_files', to='initiatives.progressreport', verbose_name='申报'),
        ),
        migrations.AddField(
            model_name='message',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='initiatives.organisation', verbose_name='协会'),
        ),
        migrations.AddField(
            model_name='message',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='留言人'),
        ),
        migrations.AddField(
            model_name='replylink',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人'),
        ),
        migrations.AddField(
            model_name='replylink',
            name='moderated_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审读人'),
        ),
        migrations.AddField(
            model_name='replylink',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatives.organisation', verbose_name='请谁回应'),
        ),
        migrations.AddField(
            model_name='replylink',
            name='reply',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='initiatives.reply'),
        ),
        migrations.AddField(
            model_name='representative',
            name='association',
            field=models.ForeignKey(limit_choices_to={'kind': 'association'}, on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='initiatives.organisation', verbose_name='协会'),
        ),
        migrations.AddField(
            model_name='representative',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='representative', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='return',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='initiatives.organisation', verbose_name='协会'),
        ),
        migrations.AddField(
            model_name='return',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='message',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='initiatives.return', verbose_name='申报批次'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='batch',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='initiatives.return', verbose_name='申报批次'),
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['status', 'submitted_at'], name='report_queue'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('verified', False), ('accepted_at__isnull', False), _connector='OR'), name='report_verified_is_accepted', violation_error_message='只有已采用的申报才能标为已核实。'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='report_accepted_has_its_hour', violation_error_message='已采用的申报必须有采用时间。'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('batch__isnull', True), ('association__isnull', False), _connector='OR'), name='report_of_a_batch_has_an_association', violation_error_message='批次里的申报必须有申报协会。'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('association__isnull', True), ('reporter__isnull', False), _connector='OR'), name='report_of_an_association_names_the_member', violation_error_message='协会的申报必须写明会员单位。'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.UniqueConstraint(condition=models.Q(('association__isnull', False)), fields=('association', 'commitment', 'reporter', 'as_of', 'version'), name='unique_report_version', violation_error_message='同一承诺、会员和日期已经申报过。'),
        ),
        migrations.AlterConstraint(
            model_name='progressreport',
            name='report_says_something',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='report_says_something', violation_error_message='完成值和进展说明至少填一项。'),
        ),
        migrations.AddField(
            model_name='returnrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='initiatives.return'),
        ),
        migrations.AddField(
            model_name='returnrow',
            name='commitment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='initiatives.commitment'),
        ),
        migrations.AddField(
            model_name='returnrow',
            name='previous',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='initiatives.progressreport'),
        ),
        migrations.AddField(
            model_name='returnrow',
            name='report',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='row', to='initiatives.progressreport'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.UniqueConstraint(fields=('report', 'digest'), name='unique_evidence_file', violation_error_message='这个文件已经传过。'),
        ),
        migrations.AddConstraint(
            model_name='replylink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', True), ('received_text', '')), models.Q(('received_at__isnull', False), models.Q(('received_text', ''), _negated=True)), _connector='OR'), name='reply_link_has_text_and_hour'),
        ),
        migrations.AddConstraint(
            model_name='replylink',
            constraint=models.CheckConstraint(condition=models.Q(('moderated_at__isnull', True), ('received_at__isnull', False), _connector='OR'), name='reply_link_is_moderated_once_received'),
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(fields=['state', 'heartbeat'], name='return_at_work'),
        ),
        migrations.AddIndex(
            model_name='returnrow',
            index=models.Index(fields=['batch', 'state', 'number'], name='return_row_state'),
        ),
        migrations.AddConstraint(
            model_name='returnrow',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='unique_return_row'),
        ),
        migrations.AddConstraint(
            model_name='returnrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('report__isnull', False), _connector='OR'), name='submitted_row_has_a_report'),
        ),
    ]
