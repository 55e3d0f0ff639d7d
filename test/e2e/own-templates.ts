// What a team has of its own in the chart's folder.

const RESTRICTED = `securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}`;
const CONTAINER = `image: localhost/shop:v1
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
          resources: {requests: {cpu: 10m, memory: 16Mi}}`;

/** No label that djcd would know, as people write it. */
export const OWN = `{{- if ne .Values.part "front" }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-nginx
data:
  greeting: {{ .Values.extra.greeting | default "hello" }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-nginx
spec:
  selector: {matchLabels: {own: {{ .Release.Name }}-nginx}}
  template:
    metadata: {labels: {own: {{ .Release.Name }}-nginx}}
    spec:
      terminationGracePeriodSeconds: 1
      ${RESTRICTED}
      containers:
        - name: nginx
          command: [python, -m, http.server]
          ${CONTAINER}
{{- end }}
`;

/** A hook that runs with every version, whatever becomes of its weight. */
export const HOOK = `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-seed
  annotations:
    helm.sh/hook: post-install,post-upgrade,pre-delete
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      ${RESTRICTED}
      containers:
        - name: seed
          command: [python, -c, "import sys; print('seeding'); sys.exit({{ .Values.extra.seedEnds | default 0 }})"]
          ${CONTAINER}
`;
