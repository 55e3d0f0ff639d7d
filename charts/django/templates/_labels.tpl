{{- define "<CHARTNAME>.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/name: {{ .Chart.Name | quote }}
app.kubernetes.io/instance: {{ include "<CHARTNAME>.base" . | quote }}
app.kubernetes.io/version: {{ default .Values.image.digest .Values.image.tag | replace ":" "-" | trunc 63 | trimAll "-_." | quote }}
{{- end }}

{{- /* Labels of what belongs to a slot: (list . ROLE [COMPONENT]); ROLE may be empty. */}}
{{- define "<CHARTNAME>.slot.labels" -}}
{{- $root := first . -}}
{{- include "<CHARTNAME>.labels" $root }}
{{- with index . 1 }}
djcd.io/role: {{ . }}
{{- end }}
{{- with rest (rest .) }}
app.kubernetes.io/component: {{ first . | quote }}
{{- end }}
slot: {{ include "<CHARTNAME>.slot" $root | quote }}
{{- end }}

{{- /* What selects the pods of a component in a slot: (list . COMPONENT SLOT). It can never change. */}}
{{- define "<CHARTNAME>.selector" -}}
{{- $root := first . -}}
app.kubernetes.io/name: {{ $root.Chart.Name | quote }}
app.kubernetes.io/instance: {{ include "<CHARTNAME>.base" $root | quote }}
app.kubernetes.io/component: {{ index . 1 | quote }}
slot: {{ index . 2 | quote }}
{{- end }}

{{- /*
The head of a pod template: (list . COMPONENT [ANNOTATIONS]). The chart's version and the part are left out on purpose:
whatever stands here restarts pods when it changes.
*/}}
{{- define "<CHARTNAME>.pod.metadata" -}}
{{- $root := first . -}}
{{- $slot := include "<CHARTNAME>.slot" $root -}}
annotations:
  checksum/config: {{ include "<CHARTNAME>.checksum" $root }}
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
  {{- include "<CHARTNAME>.selector" (list $root (index . 1) $slot) | nindent 2 }}
  app: django
  version: {{ $slot | quote }}
{{- end }}
