/* commands.c: what the drive does. */
#include "ribbon.h"

BOOLEAN RibbonVerifyInquiry(PINQUIRYDATA InquiryData, PMODE_CAPABILITIES_PAGE Capabilities)
{
    (void)Capabilities;
    return InquiryData->VendorId[0] == 'R';
}

VOID RibbonExtensionInit(PVOID Extension, PINQUIRYDATA InquiryData, PMODE_CAPABILITIES_PAGE Capabilities)
{
    PRIBBON_EXTENSION ribbon = Extension;

    (void)InquiryData;
    (void)Capabilities;
    ribbon->Density = 0x24;
    ribbon->BlockLimit = 64 * 1024;
}

TAPE_STATUS RibbonCreatePartition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                  TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonErase(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                        TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonGetDriveParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonGetMediaParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonGetPosition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                              TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonGetStatus(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                            TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonPrepare(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                          TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonSetDriveParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonSetMediaParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonSetPosition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                              TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonWriteMarks(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                             TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}

TAPE_STATUS RibbonTapeGetMediaTypes(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                    TAPE_STATUS LastError, PULONG RetryFlags)
{
    (void)Extension, (void)Command, (void)Parameters, (void)Srb, (void)LastError;
    *RetryFlags = 0;
    return CallNumber == 0 ? TAPE_STATUS_SEND_SRB_AND_CALLBACK : TAPE_STATUS_SUCCESS;
}
