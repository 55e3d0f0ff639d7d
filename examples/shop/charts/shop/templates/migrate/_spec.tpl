{{- /* The migration Job's spec: (list . SOURCES). Its hash is the Job's name, so the sources may be left empty. */}}
{{- define "shop.migrate.spec" -}}
{{- $root := first . -}}
{{- $sources := last . -}}
activeDeadlineSeconds: {{ toYaml $root.Values.migrations.timeoutSeconds }}
backoffLimit: 0
template:
  metadata:
    {{- include "shop.pod.metadata" (list $root "migrate") | nindent 4 }}
  spec:
    {{- include "shop.pod" (list $root $sources.account) | nindent 4 }}
    {{- with include "shop.once.scheduling" (list $root (include "shop.selector" (list $root "migrate" (include "shop.slot" $root)))) | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    restartPolicy: Never
    {{- /* A Job that is deleted while it migrates ends what it does: see files/migrate.py. */}}
    terminationGracePeriodSeconds: 600
    containers:
      - name: migrate
        {{- include "shop.container" (list $root $sources $root.Values.migrations.resources) | nindent 8 }}
        {{- include "shop.python" (list $root "migrate.py" (toYaml $root.Values.migrations.lockSeconds)) | nindent 8 }}
{{- end }}
