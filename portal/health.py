"""`/healthz`: may traffic be sent to this process?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated, otherwise 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"status": "error", "reason": "数据库没有应答"}, status=503)
    if pending:
        return JsonResponse({"status": "error", "reason": "有未执行的数据库迁移"}, status=503)
    return JsonResponse({"status": "ok"})
