/* ribbon.h: a tape drive under the tape class driver. */
#pragma once

#include <minitape.h>

typedef struct _RIBBON_EXTENSION {
    ULONG Density;
    ULONG BlockLimit;
} RIBBON_EXTENSION, *PRIBBON_EXTENSION;

BOOLEAN RibbonVerifyInquiry(PINQUIRYDATA InquiryData, PMODE_CAPABILITIES_PAGE Capabilities);
VOID RibbonExtensionInit(PVOID Extension, PINQUIRYDATA InquiryData, PMODE_CAPABILITIES_PAGE Capabilities);
TAPE_STATUS RibbonCreatePartition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                  TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonErase(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                        TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonGetDriveParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonGetMediaParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonGetPosition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                              TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonGetStatus(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                            TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonPrepare(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                          TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonSetDriveParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonSetMediaParameters(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                     TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonSetPosition(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                              TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonWriteMarks(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                             TAPE_STATUS LastError, PULONG RetryFlags);
TAPE_STATUS RibbonTapeGetMediaTypes(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG CallNumber,
                                    TAPE_STATUS LastError, PULONG RetryFlags);
