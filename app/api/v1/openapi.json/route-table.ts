import type { RouteTable } from "@/lib/http/openapi/openapi-document";
import * as apiKeys from "../api-keys/route";
import * as apiKey from "../api-keys/[id]/route";
import * as audit from "../audit/route";
import * as breakers from "../breakers/route";
import * as closeBreaker from "../breakers/[id]/close/route";
import * as checks from "../checks/route";
import * as check from "../checks/[id]/route";
import * as cancel from "../checks/[id]/cancel/route";
import * as notifications from "../notifications/route";
import * as notification from "../notifications/[id]/route";
import * as resend from "../notifications/[id]/resend/route";
import * as stop from "../notifications/[id]/stop/route";
import * as providers from "../providers/route";
import * as provider from "../providers/[slug]/route";
import * as keys from "../providers/[slug]/keys/route";
import * as key from "../providers/[slug]/keys/[id]/route";
import * as rotate from "../providers/[slug]/keys/[id]/rotate/route";
import * as goLive from "../providers/[slug]/go-live/route";
import * as pause from "../providers/[slug]/pause/route";
import * as resume from "../providers/[slug]/resume/route";
import * as secrets from "../providers/[slug]/secrets/route";
import * as secret from "../providers/[slug]/secrets/[name]/route";
import * as validations from "../providers/[slug]/validations/route";
import * as validation from "../providers/[slug]/validations/[id]/route";
import * as versions from "../providers/[slug]/versions/route";
import * as restore from "../providers/[slug]/versions/[n]/restore/route";
import * as attention from "../attention/route";
import * as attentionAssignees from "../attention/assignees/route";
import * as attentionCause from "../attention/[cause]/route";
import * as attentionMarks from "../attention/marks/route";
import * as supersede from "../checks/[id]/supersede/route";
import * as callAgain from "../checks/[id]/call-again/route";
import * as remap from "../checks/[id]/remap/route";
import * as updates from "../checks/[id]/updates/route";
import * as cancelMany from "../checks/cancel/route";
import * as cancelManyPreview from "../checks/cancel/preview/route";
import * as inbound from "../inbound/route";
import * as inboundEvent from "../inbound/[id]/route";
import * as inboundAttach from "../inbound/[id]/attach/route";
import * as inboundIgnore from "../inbound/[id]/ignore/route";
import * as inboundIgnoreMany from "../inbound/ignore/route";
import * as inboundReplay from "../inbound/[id]/replay/route";
import * as inboundRule from "../inbound/[id]/rule/route";
import * as inboundRules from "../inbound/rules/route";
import * as inboundRuleRemove from "../inbound/rules/[id]/route";
import * as jobs from "../jobs/route";
import * as job from "../jobs/[id]/route";
import * as jobCancel from "../jobs/[id]/cancel/route";
import * as jobItems from "../jobs/[id]/items/route";
import * as jobPause from "../jobs/[id]/pause/route";
import * as jobResume from "../jobs/[id]/resume/route";
import * as monitored from "../monitored/route";
import * as monitoredOne from "../monitored/[id]/route";
import * as monitoredPause from "../monitored/[id]/pause/route";
import * as monitoredPoll from "../monitored/[id]/poll/route";
import * as monitoredResume from "../monitored/[id]/resume/route";
import * as pauseMany from "../monitored/pause/route";
import * as pauseManyPreview from "../monitored/pause/preview/route";
import * as pollMany from "../monitored/poll/route";
import * as pollManyPreview from "../monitored/poll/preview/route";
import * as resumeMany from "../monitored/resume/route";
import * as resumeManyPreview from "../monitored/resume/preview/route";
import * as resendMany from "../notifications/resend/route";
import * as resendPreview from "../notifications/resend/preview/route";

/** Every route of `/api/v1`, by its address below that. A test compares it with the folders. */
export const ROUTES: RouteTable = {
  "/providers": { get: providers.GET, post: providers.POST },
  "/providers/{slug}": { get: provider.GET, put: provider.PUT, delete: provider.DELETE },
  "/providers/{slug}/go-live": { post: goLive.POST },
  "/providers/{slug}/pause": { post: pause.POST },
  "/providers/{slug}/resume": { post: resume.POST },
  "/providers/{slug}/versions": { get: versions.GET },
  "/providers/{slug}/versions/{n}/restore": { post: restore.POST },
  "/providers/{slug}/secrets": { get: secrets.GET },
  "/providers/{slug}/secrets/{name}": { put: secret.PUT },
  "/providers/{slug}/keys": { get: keys.GET, post: keys.POST },
  "/providers/{slug}/keys/{id}": { delete: key.DELETE },
  "/providers/{slug}/keys/{id}/rotate": { post: rotate.POST },
  "/providers/{slug}/validations": { get: validations.GET, post: validations.POST },
  "/providers/{slug}/validations/{id}": { get: validation.GET },
  "/checks": { get: checks.GET },
  "/checks/{id}": { get: check.GET },
  "/checks/{id}/cancel": { post: cancel.POST },
  "/checks/{id}/updates": { post: updates.POST },
  "/checks/{id}/remap": { get: remap.GET, post: remap.POST },
  "/checks/{id}/call-again": { post: callAgain.POST },
  "/checks/{id}/supersede": { post: supersede.POST },
  "/checks/cancel": { post: cancelMany.POST },
  "/checks/cancel/preview": { post: cancelManyPreview.POST },
  "/inbound": { get: inbound.GET },
  "/inbound/ignore": { post: inboundIgnoreMany.POST },
  "/inbound/rules": { get: inboundRules.GET },
  "/inbound/rules/{id}": { delete: inboundRuleRemove.DELETE },
  "/inbound/{id}": { get: inboundEvent.GET },
  "/inbound/{id}/attach": { post: inboundAttach.POST },
  "/inbound/{id}/ignore": { post: inboundIgnore.POST },
  "/inbound/{id}/replay": { post: inboundReplay.POST },
  "/inbound/{id}/rule": { post: inboundRule.POST },
  "/jobs": { get: jobs.GET },
  "/jobs/{id}": { get: job.GET },
  "/jobs/{id}/items": { get: jobItems.GET },
  "/jobs/{id}/pause": { post: jobPause.POST },
  "/jobs/{id}/resume": { post: jobResume.POST },
  "/jobs/{id}/cancel": { post: jobCancel.POST },
  "/monitored": { get: monitored.GET },
  "/monitored/{id}": { get: monitoredOne.GET },
  "/monitored/{id}/pause": { post: monitoredPause.POST },
  "/monitored/{id}/poll": { post: monitoredPoll.POST },
  "/monitored/{id}/resume": { post: monitoredResume.POST },
  "/monitored/pause": { post: pauseMany.POST },
  "/monitored/pause/preview": { post: pauseManyPreview.POST },
  "/monitored/poll": { post: pollMany.POST },
  "/monitored/poll/preview": { post: pollManyPreview.POST },
  "/monitored/resume": { post: resumeMany.POST },
  "/monitored/resume/preview": { post: resumeManyPreview.POST },
  "/notifications": { get: notifications.GET },
  "/notifications/resend": { post: resendMany.POST },
  "/notifications/resend/preview": { post: resendPreview.POST },
  "/notifications/{id}": { get: notification.GET },
  "/notifications/{id}/resend": { post: resend.POST },
  "/notifications/{id}/stop": { post: stop.POST },
  "/breakers": { get: breakers.GET },
  "/breakers/{id}/close": { post: closeBreaker.POST },
  "/api-keys": { get: apiKeys.GET, post: apiKeys.POST },
  "/api-keys/{id}": { delete: apiKey.DELETE },
  "/attention": { get: attention.GET },
  "/attention/assignees": { get: attentionAssignees.GET },
  "/attention/marks": { post: attentionMarks.POST },
  "/attention/{cause}": { get: attentionCause.GET },
  "/audit": { get: audit.GET },
};
