import { open } from '../page';
import Postmortem from '../screens/postmortem/Postmortem.svelte';

open(Postmortem);
