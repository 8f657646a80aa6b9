import { open } from '../page';
import Incident from '../screens/incident/Incident.svelte';

open(Incident);
