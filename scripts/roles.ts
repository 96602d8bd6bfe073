import { may, PERMISSIONS, ROLES, type Permission, type Role } from '#platform/auth/roles.ts'
import { keepGenerated, markdownTable } from './generated.ts'

/*
 * Makes docs/roles.md: who may do what, from the very table the program decides by.
 *
 *   node scripts/roles.ts           writes the file
 *   node scripts/roles.ts --check   compares: exit status 1 when the committed file is another
 */

const HEAD = `# Roles and what they may do

Made by \`node scripts/roles.ts\` from \`src/platform/auth/roles.ts\`, the table the program itself decides by. A person has roles in an organisation, and acts for one organisation at a time: every *may* below is about that organisation's own things, unless it says otherwise. What no role has, nobody may. Behind it stands a second wall in the database: rules on rows that hold whatever the program asks for ([decision 12](decisions/0012-the-program-owns-nothing.md)).
`

const roles = Object.keys(ROLES) as Role[]
const permissions = Object.keys(PERMISSIONS) as Permission[]

const made = [
  HEAD,
  '## Roles\n',
  markdownTable(
    ['Role', 'In organisations of the kind', 'Whoever has it'],
    roles.map((role) => [`\`${role}\``, ROLES[role].kinds.join(', '), ROLES[role].means]),
  ),
  '\n## Who may what\n',
  markdownTable(
    ['May', ...roles.map((role) => `\`${role}\``)],
    permissions.map((permission) => [
      `\`${permission}\`: ${PERMISSIONS[permission]}`,
      ...roles.map((role) => (may({ roles: [role] }, permission) ? 'yes' : '')),
    ]),
  ),
  '',
].join('\n')

const file = { file: 'docs/roles.md', script: 'node scripts/roles.ts', source: 'what the code decides by' }
process.exitCode = keepGenerated(
  { ...file, holds: () => `${permissions.length} permissions, ${roles.length} roles` },
  made,
)
