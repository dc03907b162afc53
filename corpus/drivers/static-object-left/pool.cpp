/* The destructor of an object in static storage frees nothing that the driver has: whether it runs or not. */
#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

class Block {
    PVOID m_at = nullptr;

public:
    ~Block() noexcept
    {
        m_at = nullptr;
    }
    NTSTATUS Make()
    {
        m_at = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'colb'); /* expect: wdm-unload-releases */
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
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return g_Owner.Start();
}
