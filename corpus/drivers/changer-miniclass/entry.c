/* entry.c: the table of commands. */
#include "carousel.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    MCD_INIT_DATA carousel;
    NTSTATUS status;

    RtlZeroMemory(&carousel, sizeof(MCD_INIT_DATA));
    carousel.InitDataSize = sizeof(MCD_INIT_DATA);
    carousel.ChangerAdditionalExtensionSize = ChangerAdditionalExtensionSize;
    carousel.ChangerInitialize = ChangerInitialize;
    carousel.ChangerError = ChangerError;
    carousel.ChangerGetParameters = ChangerGetParameters;
    carousel.ChangerGetStatus = ChangerGetStatus;
    carousel.ChangerGetProductData = ChangerGetProductData;
    carousel.ChangerSetAccess = ChangerSetAccess;
    carousel.ChangerGetElementStatus = ChangerGetElementStatus;
    carousel.ChangerInitializeElementStatus = ChangerInitializeElementStatus;
    carousel.ChangerSetPosition = ChangerSetPosition;
    carousel.ChangerExchangeMedium = ChangerExchangeMedium;
    carousel.ChangerMoveMedium = ChangerMoveMedium;
    carousel.ChangerReinitializeUnit = ChangerReinitializeUnit;
    carousel.ChangerQueryVolumeTags = ChangerQueryVolumeTags;
    status = ChangerClassInitialize(DriverObject, RegistryPath, &carousel);
    return status;
}
/* verdict: changer-miniclass-initialize changer-init-call satisfied */
/* verdict: changer-miniclass-status-returned changer-return satisfied */
