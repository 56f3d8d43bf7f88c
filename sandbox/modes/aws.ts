import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Attempt } from '../attempt.js';
import { described, plain } from '../errors.js';
import { failureOf, postToProvider } from '../provider-request.js';
import { endpoint } from './endpoint.js';

const region = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/);

/**
 * A role that the sandbox assumes at a security token service. Only `stsMode: custom` in the integration's `custom`
 * fields is played through, against its `stsEndpointUrl`; AWS itself is never asked.
 */
export const aws = endpoint(
  '/auth/aws-sigv4/:key',
  'AWS_SIGV4',
  z.strictObject({ role_arn: z.string().min(1), region: region.optional() }),
  async ({ role_arn: role, region: asked }, attempt) => {
    const sts = requireConfig(attempt);
    const regionUsed = asked ?? attempt.params.region ?? attempt.integration.custom?.defaultRegion;
    if (!regionUsed)
      throw described(400, 'missing_aws_sigv4_region', 'Neither the connection nor the integration has a region');
    if (!region.safeParse(regionUsed).success) throw plain(400, 'invalid_body', 'The region is not one');
    const { external_id: given } = attempt.params;
    const externalId = z.uuid().safeParse(given).success ? given : randomUUID();
    const response = await postToProvider(sts, { role_arn: role, region: regionUsed, external_id: externalId });
    if (!response?.ok) {
      throw described(502, 'aws_sigv4_sts_request_failed', `The security token service ${failureOf(response)}`);
    }
  },
);

/** The address of the security token service. @throws HttpError for what the owner of the integration left out */
function requireConfig({ integration }: Attempt): string {
  const { service, stsMode = 'builtin', awsAccessKeyId, awsSecretAccessKey, stsEndpointUrl } = integration.custom ?? {};
  if (!service)
    throw described(400, 'missing_aws_sigv4_service', 'The integration does not say which AWS service it is for');
  if (stsMode === 'builtin' && !(awsAccessKeyId && awsSecretAccessKey)) {
    throw described(400, 'missing_aws_sigv4_builtin_credentials', 'The integration has no AWS keys of its own');
  }
  if (!stsEndpointUrl) throw described(400, 'missing_aws_sigv4_sts_endpoint', 'The integration has no stsEndpointUrl');
  return stsEndpointUrl;
}
