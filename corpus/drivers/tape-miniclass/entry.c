/* entry.c: the table of commands, and nothing else. */
#include "ribbon.h"

ULONG DriverEntry(PVOID Argument1, PVOID Argument2)
{
    TAPE_INIT_DATA_EX ribbon;

    TapeClassZeroMemory(&ribbon, sizeof(TAPE_INIT_DATA_EX));
    ribbon.InitDataSize = sizeof(TAPE_INIT_DATA_EX);
    ribbon.VerifyInquiry = RibbonVerifyInquiry;
    ribbon.QueryModeCapabilitiesPage = FALSE;
    ribbon.MinitapeExtensionSize = sizeof(RIBBON_EXTENSION);
    ribbon.ExtensionInit = RibbonExtensionInit;
    ribbon.DefaultTimeOutValue = 360;
    ribbon.CreatePartition = RibbonCreatePartition;
    ribbon.Erase = RibbonErase;
    ribbon.GetDriveParameters = RibbonGetDriveParameters;
    ribbon.GetMediaParameters = RibbonGetMediaParameters;
    ribbon.GetPosition = RibbonGetPosition;
    ribbon.GetStatus = RibbonGetStatus;
    ribbon.Prepare = RibbonPrepare;
    ribbon.SetDriveParameters = RibbonSetDriveParameters;
    ribbon.SetMediaParameters = RibbonSetMediaParameters;
    ribbon.SetPosition = RibbonSetPosition;
    ribbon.WriteMarks = RibbonWriteMarks;
    ribbon.TapeGetMediaTypes = RibbonTapeGetMediaTypes;
    ribbon.MediaTypesSupported = 2;
    return TapeClassInitialize(Argument1, Argument2, &ribbon);
}
/* verdict: tape-miniclass-initialize tape-init-call satisfied */
/* verdict: tape-miniclass-init-data tape-required-callbacks satisfied */
/* verdict: tape-miniclass-init-data tape-extension-pair satisfied */
/* verdict: tape-miniclass-status-returned tape-return satisfied */
