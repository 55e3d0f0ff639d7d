{{- /* A ServiceAccount: (list . NAME LABELS). */}}
{{- define "shop.account" -}}
{{- $account := (first .).Values.serviceAccount -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ index . 1 | quote }}
  labels:
    {{- index . 2 | nindent 4 }}
  {{- with $account.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: {{ $account.automountToken }}
{{- end }}
