/* The second provider may not be had; then the member that the pointer leads to may have the first one still, which was
 * closed above. */
/* verdict: wdm-release-on-failure de-fail-no-double-release undetermined */
#include <ntddk.h>
#include <bcrypt.h>

typedef struct _CIPHER {
    BCRYPT_ALG_HANDLE Provider;
} CIPHER;

static CIPHER g_Main;
static CIPHER g_Spare;
extern ULONG g_Mode;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CIPHER *cipher = &g_Main;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    UNREFERENCED_PARAMETER(DriverObject);
    status = BCryptOpenAlgorithmProvider(&g_Main.Provider, BCRYPT_AES_ALGORITHM, NULL, 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    BCryptCloseAlgorithmProvider(g_Main.Provider, 0);
    if (g_Mode >= 3) {
        cipher = &g_Spare;
    }
    status = BCryptOpenAlgorithmProvider(&cipher->Provider, BCRYPT_SHA256_ALGORITHM, NULL, 0);
    BCryptCloseAlgorithmProvider(cipher->Provider, 0);
    return status;
}
