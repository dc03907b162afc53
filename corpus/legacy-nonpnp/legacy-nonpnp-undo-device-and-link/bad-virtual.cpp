#include <ntddk.h>

class Part {
public:
    virtual NTSTATUS Begin(PDRIVER_OBJECT DriverObject) = 0;
    virtual VOID End() {}
};

class Door : public Part {
public:
    NTSTATUS Begin(PDRIVER_OBJECT DriverObject) override
    {
        return IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &m_Device);
    }

    VOID End() override
    {
        IoDeleteDevice(m_Device);
    }

private:
    PDEVICE_OBJECT m_Device;
};

class Bell : public Part {
public:
    NTSTATUS Begin(PDRIVER_OBJECT DriverObject) override
    {
        UNREFERENCED_PARAMETER(DriverObject);
        m_Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'lleB');
        return m_Block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }

    VOID End() override
    {
        ExFreePoolWithTag(m_Block, 'lleB');
    }

private:
    PVOID m_Block;
};

static Door g_Door;
static Bell g_Bell;
static Part *const g_Parts[] = {&g_Door, &g_Bell};

extern "C" DRIVER_UNLOAD Unload;
extern "C" DRIVER_INITIALIZE DriverEntry;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Bell.End();
    g_Door.End();
}

/* The parts are begun in order; where one fails, those before it are ended. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    int begun;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (begun = 0; begun < 2; begun++) {
        status = g_Parts[begun]->Begin(DriverObject);
        if (!NT_SUCCESS(status)) {
            break;
        }
    }
    if (!NT_SUCCESS(status)) {
        while (begun-- > 1) {
            g_Parts[begun]->End();
        }
    }
    return status; /* expect: legacy-nonpnp-undo-device-and-link */
}
