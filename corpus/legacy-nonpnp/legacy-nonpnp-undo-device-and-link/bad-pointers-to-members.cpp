#include <ntddk.h>

class Gate {
public:
    typedef NTSTATUS (Gate::*Step)(PDRIVER_OBJECT);
    typedef VOID (Gate::*Undo)();

    NTSTATUS MakeDevice(PDRIVER_OBJECT DriverObject)
    {
        return IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &m_Device);
    }

    VOID DropDevice()
    {
        IoDeleteDevice(m_Device);
    }

    NTSTATUS MakeBlock(PDRIVER_OBJECT DriverObject)
    {
        UNREFERENCED_PARAMETER(DriverObject);
        m_Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'etaG');
        return m_Block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }

    VOID DropBlock()
    {
        ExFreePoolWithTag(m_Block, 'etaG');
    }

    NTSTATUS Run(PDRIVER_OBJECT DriverObject);

private:
    PDEVICE_OBJECT m_Device;
    PVOID m_Block;
};

static const Gate::Step g_Steps[] = {&Gate::MakeDevice, &Gate::MakeBlock};
static const Gate::Undo g_Undone[] = {&Gate::DropDevice, &Gate::DropBlock};
static Gate g_Gate;

NTSTATUS Gate::Run(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status;
    int i;

    for (i = 0; i < 2; i++) {
        status = (this->*g_Steps[i])(DriverObject);
        if (!NT_SUCCESS(status)) {
            while (i-- > 1) {
                (this->*g_Undone[i])();
            }
            return status;
        }
    }
    return STATUS_SUCCESS;
}

extern "C" DRIVER_UNLOAD Unload;
extern "C" DRIVER_INITIALIZE DriverEntry;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Gate.DropBlock();
    g_Gate.DropDevice();
}

/* Steps and their undoing stand in tables of pointers to members. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = g_Gate.Run(DriverObject);
    return status; /* expect: legacy-nonpnp-undo-device-and-link */
}
