/* entry.c: the class library does the registration; this says with what. */
#include "medium.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CLASS_INIT_DATA init;
    NTSTATUS status;

    RtlZeroMemory(&init, sizeof(init));
    init.InitializationDataSize = sizeof(CLASS_INIT_DATA);

    init.FdoData.DeviceExtensionSize = sizeof(FUNCTIONAL_DEVICE_EXTENSION) + sizeof(MEDIUM_DATA);
    init.FdoData.DeviceType = FILE_DEVICE_DISK;
    init.FdoData.DeviceCharacteristics = FILE_DEVICE_SECURE_OPEN | FILE_REMOVABLE_MEDIA;
    init.FdoData.ClassInitDevice = MediumInitDevice;
    init.FdoData.ClassStartDevice = MediumStartDevice;
    init.FdoData.ClassStopDevice = MediumStopDevice;
    init.FdoData.ClassRemoveDevice = MediumRemoveDevice;
    init.FdoData.ClassReadWriteVerification = MediumReadWriteVerification;
    init.FdoData.ClassDeviceControl = MediumDeviceControl;
    init.FdoData.ClassShutdownFlush = MediumShutdownFlush;

    init.ClassAddDevice = MediumAddDevice;
    init.ClassUnload = MediumUnload;

    status = ClassInitialize(DriverObject, RegistryPath, &init);
    if (!NT_SUCCESS(status))
        KdPrintEx((DPFLTR_CLASSPNP_ID, DPFLTR_ERROR_LEVEL, "medium: ClassInitialize says 0x%08x\n", status));
    return status;
}
