// The page of the score sheet: answers are saved as they are typed, traces open one at a time, what-if beside them.

import "../attachments.js";
import { start as startAutosave } from "../autosave.js";
import { start as startFragments } from "../fragments.js";
import { followMisfits } from "../messages.js";
import { start as startTraces } from "./traces.js";
import { start as startTrial } from "./trial.js";
import { start as startChoices } from "./choices.js";
import { start as startEvidence } from "./evidence.js";

startChoices();
startAutosave();
startFragments();
followMisfits();
startTraces();
startTrial();
startEvidence();
