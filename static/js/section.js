// A page of the wizard: everything typed is saved, tables behave like sheets, text grows, panels follow.

import { start as startAutosave } from "./autosave.js";
import { start as startBlocks } from "./blocks.js";
import { start as startFound } from "./found.js";
import { start as startFragments } from "./fragments.js";
import { start as startJumps } from "./jumps.js";
import { start as startNothing } from "./nothing.js";
import { start as startPasting } from "./pasting.js";
import { start as startRows } from "./rows.js";
import { start as startSheet } from "./sheet.js";

startSheet();
startPasting();
startAutosave();
startBlocks();
startRows();
startNothing();
startFound();
startFragments();
startJumps();
