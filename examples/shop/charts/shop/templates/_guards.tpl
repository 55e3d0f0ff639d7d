{{- /* What would break a running release, or the next one, is refused here in words. One guard, one define. */}}
{{- define "shop.guards" -}}
{{- include "shop.guards.name" . -}}
{{- include "shop.guards.block" . -}}
{{- include "shop.guards.image" . -}}
{{- include "shop.guards.steps" . -}}
{{- include (printf "shop.guards.%s" .Values.router) . -}}
{{- end }}

{{- define "shop.guards.name" -}}
{{- $ofSlot := regexMatch "-(blue|green)$" .Release.Name -}}
{{- $isSlot := has .Values.part (list "slot" "job") -}}
{{- if and $ofSlot (not $isSlot) -}}
{{- fail (printf "the release name %s ends in -blue or -green, and such names are the slots of helm djcd. To install: choose another name. To upgrade the slot of a release: helm djcd upgrade %s" .Release.Name (regexReplaceAll "-(blue|green)$" .Release.Name "")) -}}
{{- else if and $isSlot (not $ofSlot) -}}
{{- fail (printf "part: %s renders one slot, so the release name has to end in -blue or -green, and it is %s. To install: leave part out. To upgrade: helm djcd upgrade %s" .Values.part .Release.Name .Release.Name) -}}
{{- end -}}
{{- $base := include "shop.base" . -}}
{{- if gt (len $base) 47 -}}
{{- fail (printf "the release name %s has %d characters; 47 is the most, for its slots are releases too and Helm allows them 53. Choose a shorter name" $base (len $base)) -}}
{{- end -}}
{{- end }}

{{- /* A managed release is changed by djcd alone: a block serves for the one revision that it was written for. */}}
{{- define "shop.guards.block" -}}
{{- $base := include "shop.base" . -}}
{{- $block := .Values.rollout -}}
{{- if and (dig "required" false $block) (not (hasKey $block "number")) -}}
{{- fail "rollout.required is true and rollout.number is missing: the values file of this release lost the block that helm djcd writes. Restore it from the commit before" -}}
{{- else if and (eq .Values.part "front") (not (and (hasKey $block "number") $block.live $block.traffic)) -}}
{{- fail (printf "part: front without its block rollout (number, live, traffic): this upgrade would lose the route. Type: helm djcd upgrade %s" $base) -}}
{{- else if and .Release.IsUpgrade (has .Values.part (list "front" "slot")) (not (dig "required" false $block)) -}}
{{- if ne (dig "revision" 0 $block | int) .Release.Revision -}}
{{- fail (printf "revision %d of release %s was not prepared by djcd (its block is for revision %d). Nothing has been changed. A managed release is upgraded with: helm djcd upgrade %s" .Release.Revision .Release.Name (dig "revision" 0 $block | int) $base) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "shop.guards.image" -}}
{{- if not (or .Values.image.tag .Values.image.digest) -}}
{{- fail "image.tag is empty: say which version to run, for example --set-string image.tag=v1" -}}
{{- end -}}
{{- end }}

{{- /* Asked by the Deployment of each http component: (list . COMPONENT). */}}
{{- define "shop.guards.drain" -}}
{{- $component := last . -}}
{{- $drain := (get (first .).Values $component).drain -}}
{{- $needed := add $drain.preStopSeconds $drain.gracefulSeconds 5 | int -}}
{{- $grace := int $drain.graceSeconds -}}
{{- if and $grace (lt $grace $needed) -}}
{{- fail (printf "%s.drain.graceSeconds is %d, and preStopSeconds + gracefulSeconds + 5 is %d: pods would be killed while they answer. Set it to %d or more, or to 0 to have it computed" $component $grace $needed $needed) -}}
{{- end -}}
{{- end }}

{{- define "shop.guards.steps" -}}
{{- $steps := .Values.strategy.canary.steps -}}
{{- $before := -1 -}}
{{- range $steps -}}
{{- if le (int .) $before -}}
{{- fail (printf "strategy.canary.steps has %d after %d: each step has to be greater than the one before" (int .) $before) -}}
{{- end -}}
{{- $before = int . -}}
{{- end -}}
{{- if ne $before 100 -}}
{{- fail (printf "strategy.canary.steps ends at %d: the last step has to be 100" $before) -}}
{{- end -}}
{{- end }}

{{- /*
Looks in the cluster, so it is asked once, by the Deployment of a component: (list . COMPONENT). At the hand-over of the
first slot the Deployment still belongs to the base release, which has marked it to be kept.
*/}}
{{- define "shop.guards.ownership" -}}
{{- $root := first . -}}
{{- $component := last . -}}
{{- $base := include "shop.base" $root -}}
{{- $slots := ternary (list "blue" "green") (list (include "shop.slot" $root)) (eq $root.Values.part "all") -}}
{{- range $slot := $slots -}}
{{- $name := include "shop.name" (list $root $component $slot) -}}
{{- $found := lookup "apps/v1" "Deployment" $root.Release.Namespace $name -}}
{{- $owner := dig "metadata" "annotations" "meta.helm.sh/release-name" $root.Release.Name $found -}}
{{- $kept := eq (dig "metadata" "annotations" "helm.sh/resource-policy" "" $found) "keep" -}}
{{- $handedOver := and $kept (eq $owner $base) (eq $root.Values.part "slot") -}}
{{- if and (ne $owner $root.Release.Name) (not $handedOver) -}}
{{- fail (printf "the Deployment %s belongs to the release %s, and release %s would take it. Nothing has been changed. A managed release is upgraded with: helm djcd upgrade %s" $name $owner $root.Release.Name $base) -}}
{{- end -}}
{{- end -}}
{{- end }}
