/* controller.c */
#include "sata.h"

BOOLEAN SataAdapterControl(PVOID ControllerExtension, IDE_CONTROLLER_ACTION Action, PVOID Parameters)
{
    PSATA_CONTROLLER controller = ControllerExtension;
    PIDE_CONTROLLER_CONFIGURATION configuration = Parameters;

    switch (Action) {
    case IdeStart:
        controller->Configuration = *configuration;
        configuration->ControllerMode = IdeMode;
        return TRUE;
    case IdeStop:
        return TRUE;
    default:
        return FALSE;
    }
}
