import {
  addAdministrator,
  listAdministrators,
  removeAdministrator,
  resetAdministrator,
} from './admin/commands.ts';
import { backup } from './backup/backup.ts';
import { restore } from './backup/restore.ts';
import type { Command } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { addKey } from './keys/add.ts';
import { dropKey } from './keys/drop.ts';
import { rotateKeys } from './keys/rotate.ts';
import { showKeys } from './keys/status.ts';
import { createManagementKey, listManagementKeys, revokeManagementKey } from './management-keys.ts';
import { migrate } from './migrate.ts';
import { serve } from './serve.ts';
import { deleteTotp } from './users/delete-totp.ts';
import { listUsers } from './users/list.ts';
import { disableUsers, enableUsers } from './users/set-status.ts';
import { showUser } from './users/show.ts';

/** Every command of `totp-kit`, in the order of its help. */
export const commands: readonly Command[] = [
  serve,
  migrate,
  backup,
  restore,
  doctor,
  showKeys,
  addKey,
  rotateKeys,
  dropKey,
  addAdministrator,
  listAdministrators,
  removeAdministrator,
  resetAdministrator,
  listUsers,
  showUser,
  deleteTotp,
  enableUsers,
  disableUsers,
  createManagementKey,
  listManagementKeys,
  revokeManagementKey,
];
