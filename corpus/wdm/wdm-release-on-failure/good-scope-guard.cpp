#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

static PVOID g_Pages;

class PoolBlock {
public:
    explicit PoolBlock(SIZE_T size) : m_block(ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'klBp')) {}
    ~PoolBlock()
    {
        if (m_block != nullptr)
            ExFreePool(m_block);
    }
    PVOID Get() const { return m_block; }
    PVOID Detach()
    {
        PVOID block = m_block;
        m_block = nullptr;
        return block;
    }

private:
    PVOID m_block;
};

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Pages);
}

static NTSTATUS CheckBuild()
{
    RTL_OSVERSIONINFOW version = {};

    version.dwOSVersionInfoSize = sizeof(version);
    RtlGetVersion(&version);
    return version.dwBuildNumber < 17763 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    PoolBlock pages(16 * PAGE_SIZE);

    if (pages.Get() == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = CheckBuild();
    if (!NT_SUCCESS(status))
        return status;
    g_Pages = pages.Detach();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
