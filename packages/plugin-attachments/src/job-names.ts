export const scanJobName = 'attachments:scan'
export const purgeJobName = 'attachments:purge'
export const checkJobName = 'attachments:check'
