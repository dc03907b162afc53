/* The destructor of an object in static storage frees the block. The driver has an `atexit` of its own, by which such
 * destructors are registered: when they run, be it when the driver goes or when its start fails, no source shows. */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

class Block {
    PVOID m_at = nullptr;

public:
    ~Block()
    {
        if (m_at)
            ExFreePoolWithTag(m_at, 'colb');
    }
    NTSTATUS Make()
    {
        m_at = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'colb');
        return m_at ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
};

class Owner {
    Block m_block;

public:
    NTSTATUS Start()
    {
        return m_block.Make();
    }
};

static Owner g_Owner;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = g_Owner.Start();
    if (!NT_SUCCESS(status))
        return status;
    return IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}
