/* channel.c */
#include "sata.h"

BOOLEAN SataChannelInit(PVOID ChannelExtension, IDE_CHANNEL_ACTION Action, PVOID Parameters)
{
    PSATA_CHANNEL channel = ChannelExtension;

    (void)Action;
    (void)Parameters;
    channel->ActiveIrb = 0;
    return TRUE;
}
