{{- /* Seconds that a pod may take to stop. Kubernetes counts the preStop sleep as part of them. */}}
{{- define "shop.grace" -}}
{{- $needed := add .preStopSeconds .gracefulSeconds 5 -}}
{{- .graceSeconds | int | default $needed -}}
{{- end }}

{{- /*
The host that probes ask for, with the header that says https: Django answers 400 to a host that it does not
know, and a redirect to https would count as healthy whatever stands behind it.
*/}}
{{- define "shop.host" -}}
{{- first .Values.hosts | trimPrefix "*." -}}
{{- end }}

{{- /* How a probe asks: (list . PATH). Without a path it only looks whether the port is open. */}}
{{- define "shop.probe" -}}
{{- if last . -}}
httpGet:
  path: {{ last . | quote }}
  port: http
  httpHeaders:
    - name: Host
      value: {{ include "shop.host" (first .) | quote }}
    - name: X-Forwarded-Proto
      value: https
{{- else -}}
tcpSocket:
  port: http
{{- end }}
{{- end }}

{{- /* The three probes of an http component: (list . HEALTH). */}}
{{- define "shop.probes" -}}
{{- $health := last . -}}
startupProbe:
  {{- include "shop.probe" (list (first .) $health.path) | nindent 2 }}
  periodSeconds: 1
  timeoutSeconds: {{ toYaml $health.timeoutSeconds }}
  failureThreshold: {{ toYaml $health.startupSeconds }}
readinessProbe:
  {{- include "shop.probe" (list (first .) $health.path) | nindent 2 }}
  periodSeconds: {{ toYaml $health.periodSeconds }}
  timeoutSeconds: {{ toYaml $health.timeoutSeconds }}
  failureThreshold: {{ toYaml $health.failureThreshold }}
livenessProbe:
  {{- include "shop.probe" (list (first .) $health.livenessPath) | nindent 2 }}
  periodSeconds: 10
  timeoutSeconds: {{ toYaml $health.timeoutSeconds }}
  failureThreshold: 6
{{- end }}
