{{- define "shop.image" -}}
{{- $image := .Values.image -}}
{{- $repository := default .Chart.Name $image.repository -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository $image.tag -}}
{{- end -}}
{{- end }}

{{- /* What all pods of this chart have in common: (list . ACCOUNT). */}}
{{- define "shop.pod" -}}
{{- $root := first . -}}
serviceAccountName: {{ last . | quote }}
automountServiceAccountToken: {{ $root.Values.serviceAccount.automountToken }}
enableServiceLinks: false
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  {{- toYaml $root.Values.podSecurityContext | nindent 2 }}
volumes:
  - name: tmp
    emptyDir: {}
  {{- with $root.Values.volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- /* What all containers have in common: (list . SOURCES RESOURCES). */}}
{{- define "shop.container" -}}
{{- $root := index . 0 -}}
{{- $sources := index . 1 -}}
image: {{ include "shop.image" $root | quote }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
securityContext:
  {{- toYaml $root.Values.securityContext | nindent 2 }}
envFrom:
  - configMapRef:
      name: {{ $sources.config | quote }}
  {{- range $root.Values.existingSecrets }}
  - secretRef:
      name: {{ . | quote }}
  {{- end }}
  - secretRef:
      name: {{ $sources.secret | quote }}
  {{- with $root.Values.envFrom }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
env:
  - name: DJCD_SLOT
    value: {{ include "shop.slot" $root | quote }}
  - name: HOME
    value: /tmp
  {{- with $root.Values.env }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- with $root.Values.volumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with index . 2 }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* A script of this chart, run by the image's own Python: (list . FILE ARGUMENT...). */}}
{{- define "shop.python" -}}
{{- $root := first . -}}
command:
  - python
  - -c
  - |
    {{- $root.Files.Get (printf "files/%s" (index . 1)) | trim | nindent 4 }}
{{- with rest (rest .) }}
args:
  {{- range . }}
  - {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Holds a pod back until the database has what its code needs, and is empty for a version that needs nothing: (list . SOURCES RESOURCES). */}}
{{- define "shop.await" -}}
{{- $root := first . -}}
{{- $told := hasKey $root.Values.rollout "needs" -}}
{{- if or (not $told) $root.Values.rollout.needs -}}
initContainers:
  - name: await-migrations
    {{- include "shop.container" . | nindent 4 }}
    {{- $needed := list }}
    {{- if $told }}
    {{- $needed = prepend $root.Values.rollout.needs "--named" }}
    {{- end }}
    {{- include "shop.python" (concat (list $root "await_migrations.py") $needed) | nindent 4 }}
{{- end }}
{{- end }}
