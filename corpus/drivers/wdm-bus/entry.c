/* entry.c: forgets the requests of WMI. */
#include "crate.h"

CRATE_GLOBALS CrateGlobals;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, CrateUnload)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);

    CrateGlobals.RegistryPath.Buffer =
        ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length + sizeof(UNICODE_NULL), CRATE_TAG);
    if (CrateGlobals.RegistryPath.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    CrateGlobals.RegistryPath.MaximumLength = (USHORT)(RegistryPath->Length + sizeof(UNICODE_NULL));
    RtlCopyUnicodeString(&CrateGlobals.RegistryPath, RegistryPath);
    ExInitializeNPagedLookasideList(&CrateGlobals.Events, NULL, NULL, 0, 32, CRATE_TAG, 0);

    DriverObject->MajorFunction[IRP_MJ_CREATE] = CrateCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CrateCreateClose;
    DriverObject->MajorFunction[IRP_MJ_PNP] = CratePnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = CratePower;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CrateControl;
    DriverObject->DriverExtension->AddDevice = CrateAddDevice;
    DriverObject->DriverUnload = CrateUnload;
    return STATUS_SUCCESS; /* expect: wdm-pnp-dispatch */
}

VOID CrateUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&CrateGlobals.Events);
    ExFreePoolWithTag(CrateGlobals.RegistryPath.Buffer, CRATE_TAG);
}
