/* sata.h: a controller minidriver for the ATA port driver. */
#pragma once

#include <irb.h>

typedef struct _SATA_CONTROLLER {
    IDE_CONTROLLER_CONFIGURATION Configuration;
    ULONG_PTR RegisterBase;
} SATA_CONTROLLER, *PSATA_CONTROLLER;

typedef struct _SATA_CHANNEL {
    ULONG_PTR CommandBase;
    ULONG_PTR ControlBase;
    PIRB ActiveIrb;
} SATA_CHANNEL, *PSATA_CHANNEL;

/* controller.c */
BOOLEAN SataAdapterControl(PVOID ControllerExtension, IDE_CONTROLLER_ACTION Action, PVOID Parameters);

/* channel.c */
BOOLEAN SataChannelInit(PVOID ChannelExtension, IDE_CHANNEL_ACTION Action, PVOID Parameters);
