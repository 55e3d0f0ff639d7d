{{- /* Series of the pods of both slots. */}}
{{- define "shop.series.pods" -}}
namespace={{ .Release.Namespace | quote }}, pod=~"{{ include "shop.fullname" . }}-[a-z0-9]+-(blue|green)-[0-9a-z]+-[0-9a-z]+"
{{- end }}

{{- /* What the project puts before the names of its metrics. */}}
{{- define "shop.series.prefix" -}}
{{- with .Values.metrics.namespace }}{{ . }}_{{ end -}}
{{- end }}

{{- /* What the labels of a metric are that it has itself: all others come from whoever scrapes it, and may be there twice. */}}
{{- define "shop.series.own" -}}
{{- $own := dict
  "django_http_responses_total_by_status_view_method_total" "status, view, method"
  "django_http_requests_latency_seconds_by_view_method_bucket" "le, view, method"
  "django_db_errors_total" "type, alias, vendor" -}}
{{- get $own . -}}
{{- end }}

{{- /* A rate by slot, which the name of a pod tells, each pod once: (list . METRIC MATCHERS LABELS). */}}
{{- define "shop.series.rate" -}}
{{- $pods := include "shop.series.pods" (first .) -}}
{{- $metric := printf "%s%s" (include "shop.series.prefix" (first .)) (index . 1) -}}
sum by (slot{{ range index . 3 }}, {{ . }}{{ end }}) (label_replace(max by (pod, {{ include "shop.series.own" (index . 1) }}) (rate({{ $metric }}{ {{- $pods }}{{ with index . 2 }}, {{ . }}{{ end }}}[5m])), "slot", "$1", "pod", ".*-(blue|green)-[0-9a-z]+-[0-9a-z]+"))
{{- end }}

{{- /* What the dashboard shows and the alerts judge, by slot. */}}
{{- define "shop.series.requests" -}}
{{ include "shop.series.rate" (list . "django_http_responses_total_by_status_view_method_total" "" list) }}
{{- end }}

{{- define "shop.series.errorPercent" -}}
100 * ({{ include "shop.series.rate" (list . "django_http_responses_total_by_status_view_method_total" "status=~\"5..\"" list) }} or 0 * {{ include "shop.series.requests" . }}) / {{ include "shop.series.requests" . }}
{{- end }}

{{- define "shop.series.latency" -}}
histogram_quantile(0.95, {{ include "shop.series.rate" (list . "django_http_requests_latency_seconds_by_view_method_bucket" "" (list "le")) }})
{{- end }}

{{- define "shop.series.databaseErrors" -}}
{{ include "shop.series.rate" (list . "django_db_errors_total" "" (list "type")) }}
{{- end }}

{{- define "shop.series.databaseErrorPercent" -}}
100 * sum by (slot) ({{ include "shop.series.databaseErrors" . }}) / {{ include "shop.series.requests" . }}
{{- end }}

{{- /* Errors that say that the schema is not the one that the code was made for. */}}
{{- define "shop.series.schemaErrors" -}}
{{ include "shop.series.rate" (list . "django_db_errors_total" "type=~\"UndefinedColumn|UndefinedTable|NotNullViolation|ProgrammingError\"" (list "type")) }}
{{- end }}
