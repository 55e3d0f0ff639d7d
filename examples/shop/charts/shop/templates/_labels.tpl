{{- define "shop.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/name: {{ .Chart.Name | quote }}
app.kubernetes.io/instance: {{ include "shop.base" . | quote }}
app.kubernetes.io/version: {{ default .Values.image.digest .Values.image.tag | replace ":" "-" | trunc 63 | trimAll "-_." | quote }}
{{- end }}

{{- /* Labels of what belongs to a slot: (list . ROLE [COMPONENT]); ROLE may be empty. */}}
{{- define "shop.slot.labels" -}}
{{- $root := first . -}}
{{- include "shop.labels" $root }}
{{- with index . 1 }}
djcd.io/role: {{ . }}
{{- end }}
{{- with rest (rest .) }}
app.kubernetes.io/component: {{ first . | quote }}
{{- end }}
slot: {{ include "shop.slot" $root | quote }}
{{- end }}

{{- /* What selects the pods of a component in a slot: (list . COMPONENT SLOT). It can never change. */}}
{{- define "shop.selector" -}}
{{- $root := first . -}}
app.kubernetes.io/name: {{ $root.Chart.Name | quote }}
app.kubernetes.io/instance: {{ include "shop.base" $root | quote }}
app.kubernetes.io/component: {{ index . 1 | quote }}
slot: {{ index . 2 | quote }}
{{- end }}

{{- /*
The head of a pod template: (list . COMPONENT [ANNOTATIONS]). The chart's version and the part are left out on purpose:
whatever stands here restarts pods when it changes.
*/}}
{{- define "shop.pod.metadata" -}}
{{- $root := first . -}}
{{- $slot := include "shop.slot" $root -}}
annotations:
  checksum/config: {{ include "shop.checksum" $root }}
  {{- range rest (rest .) }}
  {{- with trim . }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- end }}
  {{- with $root.Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
labels:
  {{- with $root.Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- include "shop.selector" (list $root (index . 1) $slot) | nindent 2 }}
  app: django
  version: {{ $slot | quote }}
{{- end }}
