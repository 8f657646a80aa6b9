import { open } from '../page';
import Debrief from '../screens/debrief/Debrief.svelte';

open(Debrief);
