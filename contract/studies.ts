/** Planning, opening and closing studies; imported answer files. */
export const studyOperations = {} as const
