#define CPH_FLAG_LOOKASIDE 1
#define CPH_FLAG_LOCK 2
#define CPH_FLAG_CRYPTO 4
typedef struct {
    BCRYPT_ALG_HANDLE Alg;
    PVOID Key;
} CPH_CRYPTO;
typedef struct {
    LIST_ENTRY Link;
} CPH_CTX;
typedef struct {
    PFLT_FILTER Filter;
    ULONG Flags;
    PAGED_LOOKASIDE_LIST CtxList;
    ERESOURCE Lock;
    CPH_CRYPTO Crypto;
    LONG OpenCount;
} CPH_GLOBALS;
extern CPH_GLOBALS CphGlobals;
NTSTATUS CphCryptoInit(CPH_CRYPTO *c);
VOID CphCryptoDone(CPH_CRYPTO *c);
FLT_PREOP_CALLBACK_STATUS CphPreRead(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *);
