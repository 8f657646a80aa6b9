import { open } from '../page';
import Scorecard from '../screens/scorecard/Scorecard.svelte';

open(Scorecard);
