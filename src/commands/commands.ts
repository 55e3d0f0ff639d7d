import {doctorCommand} from "./doctor.ts";
import {finishCommand} from "./finish.ts";
import {generateCommand} from "./generate.ts";
import {historyCommand} from "./history.ts";
import {holdCommand} from "./hold.ts";
import {initCommand} from "./init.ts";
import {promoteCommand} from "./promote.ts";
import {reportCommand} from "./report.ts";
import {resumeCommand} from "./resume.ts";
import {rollbackCommand} from "./rollback.ts";
import {shiftCommand} from "./shift.ts";
import {statusCommand} from "./status.ts";
import {uninstallCommand} from "./uninstall.ts";
import {unlockCommand} from "./unlock.ts";
import {upgradeCommand} from "./upgrade.ts";
import {versionCommand} from "./version.ts";

/** What can be typed after `helm djcd`, in the order in which people need it. */
export const COMMANDS = [
  initCommand,
  generateCommand,
  upgradeCommand,
  shiftCommand,
  promoteCommand,
  holdCommand,
  resumeCommand,
  rollbackCommand,
  finishCommand,
  statusCommand,
  historyCommand,
  reportCommand,
  unlockCommand,
  uninstallCommand,
  doctorCommand,
  versionCommand,
];
