import { open } from '../page';
import Replay from '../screens/replay/Replay.svelte';

open(Replay);
